"""What a job works with: glossary layers, languages, policy, and the errors that a person can make."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import GlossaryError, InputError
from toolkit.jobs.setting import DEFAULT_GLOSSARY, layered, occurring, require_language, setting
from toolkit.model import Concept, Convention, Example, Glossary, LangPair, Term


def folder(place: Path, name: str, rows: list[str], toml: str = 'languages = ["zh", "en"]') -> Path:
    """A glossary folder."""
    path = place / name
    path.mkdir()
    (path / "glossary.toml").write_text(f'name = "{name}"\nversion = "1"\n{toml}\n', encoding="utf-8")
    head = "concept,language,term,status,part_of_speech,unmistakable,client"
    (path / "terms.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


HOUSE = ["zhubo,zh,主播,,,,", "zhubo,en,livestream host,preferred,noun,,"]
CLIENT = ["zhubo,zh,主播,,,,", "zhubo,en,presenter,preferred,noun,,"]


def test_without_anything_the_bundled_glossary_speaks(tmp_path: Path) -> None:
    made = setting(near=tmp_path)
    assert made.index.glossary.name == DEFAULT_GLOSSARY
    assert made.pair == LangPair("zh", "en")
    assert made.project is None
    use = made.use(7)
    assert (use.name, use.occurring) == (DEFAULT_GLOSSARY, 7)
    assert use.terms > 500
    assert use.digest == made.index.glossary.digest()


def test_the_later_glossary_wins(tmp_path: Path) -> None:
    house, client = folder(tmp_path, "house", HOUSE), folder(tmp_path, "client", CLIENT)
    made = setting([str(house), str(client)], near=tmp_path)
    assert [t.text for t in made.index.preferred("zhubo")] == ["presenter"]
    assert made.index.glossary.name == "house+client"
    turned = setting([str(client), str(house)], near=tmp_path)
    assert [t.text for t in turned.index.preferred("zhubo")] == ["livestream host"]


def test_the_project_file_names_glossaries_languages_and_policy(tmp_path: Path) -> None:
    folder(tmp_path, "house", HOUSE)
    (tmp_path / "tqt.toml").write_text(
        'glossaries = ["house"]\n[languages]\nsource = "zh"\ntarget = "en"\n[policy.units]\njin = "keep"\n',
        encoding="utf-8",
    )
    below = tmp_path / "texts"
    below.mkdir()
    made = setting(near=below)
    assert made.project is not None
    assert made.index.glossary.name == "house"
    assert made.index.glossary.option("units.jin", "convert") == "keep"


def test_options_win_over_the_project(tmp_path: Path) -> None:
    folder(tmp_path, "house", HOUSE)
    other = folder(tmp_path, "other", ["zhubo,zh,主播,,,,", "zhubo,en,host,,,,", "zhubo,de,Moderator,,,,"])
    (tmp_path / "tqt.toml").write_text(
        'glossaries = ["house"]\n[languages]\nsource = "zh"\ntarget = "en"\n', encoding="utf-8"
    )
    made = setting([str(other)], near=tmp_path, target_language="de")
    assert made.pair == LangPair("zh", "de")
    assert made.index.glossary.name == "other"


def test_languages_of_two_are_known_without_being_told(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", HOUSE, toml="")
    assert setting([str(path)], near=tmp_path).pair == LangPair("zh", "en")


def test_languages_of_three_must_be_told(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", [*HOUSE, "zhubo,de,Moderator,,,,"], toml='languages = ["zh"]')
    with pytest.raises(InputError, match=r"Which languages of glossary 'small'\? Say --from and --to"):
        setting([str(path)], near=tmp_path)
    made = setting([str(path)], near=tmp_path, source_language="zh", target_language="de")
    assert made.pair == LangPair("zh", "de")


def test_a_language_that_the_glossary_lacks(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", HOUSE)
    with pytest.raises(InputError, match=r"has no term in 'fr' \(--to\)\. It has: en, zh\."):
        setting([str(path)], near=tmp_path, target_language="fr")


def test_a_region_is_no_other_language(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", HOUSE)
    assert setting([str(path)], near=tmp_path, target_language="en-GB").index.preferred("zhubo")


def test_a_glossary_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-glossary"):
        setting(["no-such-glossary"], near=tmp_path)


def test_every_mistake_of_a_glossary_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path, "bad", ["a,en,x,garbel,,,", "b,en,,,,,", "c,en,y,,nuon,,"])
    with pytest.raises(GlossaryError) as told:
        setting([str(path)], near=tmp_path)
    assert len(told.value.problems) >= 3
    assert "terms.csv:2" in str(told.value)


def test_an_empty_glossary_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path, "empty", [])
    with pytest.raises(InputError, match="no term"):
        setting([str(path)], near=tmp_path)


def test_layers_merge_concepts_conventions_policy_and_examples() -> None:
    tie, fan = (Concept(n, (Term(t, "en"),)) for n, t in (("tie", "lao tie"), ("fan", "fan")))
    one = Glossary("one", (tie, fan), "1", ("zh", "en"), conventions=(Convention("end", "en", "x", "y"),))
    two = Glossary(
        "two",
        (Concept("tie", (Term("buddy", "en"),)),),
        "2",
        ("en", "de"),
        conventions=(Convention("end", "en", "x", "z"),),
        examples=(Example("tie", "a", "a"),),
        policy=(("units.jin", "keep"),),
    )
    merged = layered([one, two], {"units.jin": "gloss"})
    assert {c.id: c.terms[0].text for c in merged.concepts} == {"tie": "buddy", "fan": "fan"}
    assert [c.right for c in merged.conventions] == ["z"]
    assert merged.option("units.jin", "") == "gloss"
    assert merged.languages == ("zh", "en", "de")
    assert (merged.name, merged.version, len(merged.examples)) == ("one+two", "1+2", 1)
    assert layered([one], {}) is one


def test_a_layer_replaces_the_languages_that_it_speaks_of() -> None:
    house = Glossary("house", (Concept("tie", (Term("老铁", "zh"), Term("lao tie", "en"), Term("amis", "fr"))),))

    def with_client(*terms: Term) -> list[str]:
        return sorted(t.text for t in layered([house, Glossary("c", (Concept("tie", terms),))], {}).concepts[0].terms)

    assert with_client(Term("buddies", "en")) == ["amis", "buddies", "老铁"]
    assert with_client(Term("pals", "en", "forbidden")) == ["amis", "lao tie", "pals", "老铁"]
    assert with_client(Term("lao tie", "en", "forbidden")) == ["amis", "lao tie", "老铁"]
    assert with_client() == []


def test_occurring_counts_concepts_once(tmp_path: Path) -> None:
    index = setting(near=tmp_path).index
    assert occurring(index, ["主播见主播", "老铁"], []) == 2
    assert occurring(index, None, ["web anchor", "livestream host"]) >= 1
    assert occurring(index, None, ["Nothing."]) == 0


@pytest.mark.parametrize(
    ("text", "pair", "refused"),
    [
        ("县长走进直播间,黔山土货秒光出深山,大家好我是晴隆县代县长。", LangPair("zh", "en"), True),
        ("Officials sell goods via livestream in spring.", LangPair("zh", "en"), False),
        ("Officials sell goods via livestream in spring.", LangPair("en", "zh"), True),
        ("县长走进直播间,黔山土货秒光出深山,大家好我是晴隆县代县长。", LangPair("en", "zh"), False),
        ("ライブコマースは農家の販売方法を変えつつあると彼は述べた。", LangPair("en", "ja"), False),
        ("短", LangPair("zh", "en"), False),
        ("He said 直播带货 means livestream selling.", LangPair("zh", "en"), False),
    ],
)
def test_swapped_languages_are_noticed(text: str, pair: LangPair, refused: bool) -> None:
    if refused:
        with pytest.raises(InputError, match=r"article\.txt: .*swapped"):
            require_language([text], pair, "article.txt")
    else:
        require_language([text], pair, "article.txt")


def test_three_languages_in_the_terms_and_none_declared(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", [*HOUSE, "zhubo,de,Moderator,,,,"], toml="")
    with pytest.raises(InputError, match=r"Which languages of glossary 'small'\? Say --from and --to"):
        setting([str(path)], near=tmp_path)
    assert setting([str(path)], near=tmp_path, source_language="zh", target_language="de").pair == ("zh", "de")


def test_two_scripts_of_one_language_are_one_language(tmp_path: Path) -> None:
    path = folder(tmp_path, "small", [*HOUSE, "zhubo,zh-Hant,主播人,,,,"], toml="")
    assert setting([str(path)], near=tmp_path).pair == LangPair("zh", "en")


def test_the_first_layer_with_two_languages_says_them(tmp_path: Path) -> None:
    house = folder(tmp_path, "house", HOUSE)
    more = folder(tmp_path, "more", ["fan,en,fan,,,,", "fan,de,Fan,,,,"], toml='languages = ["en", "de"]')
    assert setting([str(house), str(more)], near=tmp_path).pair == LangPair("zh", "en")


def test_near_nothing_no_project_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path, "house", HOUSE)
    (tmp_path / "tqt.toml").write_text('[policy]\nprofile = "maximal"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert setting([str(path)]).index.glossary.option("profile", "none") == "maximal"
    assert setting([str(path)], near=None).index.glossary.option("profile", "none") == "none"


def test_a_language_tag_may_be_written_with_an_underscore() -> None:
    require_language(["县长在直播间里卖出了六百斤茶叶，粉丝非常多。"], LangPair("en", "zh_CN"), "a.txt")
    with pytest.raises(InputError, match="does not look like"):
        require_language(["The county head sold tea in the studio."], LangPair("en", "zh_CN"), "a.txt")
