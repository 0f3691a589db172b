"""Text to the pieces of a model and back, with the languages that each family wants to be told. No model is run."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from toolkit.engines.codes import code
from toolkit.engines.models import ModelFolder, need
from toolkit.engines.port import EngineError
from toolkit.errors import InputError
from toolkit.model import LangPair, primary_subtag

_MASKS = ("⟦{n}⟧", "[{n}]", "<{n}>", "({n})", "__{n}__")
"""How a placeholder may be shown; the first that the model's pieces can spell is taken."""


class Pieces:
    """The tokenizer of a model folder for one language pair."""

    def __init__(self, folder: ModelFolder, pair: LangPair, source_code: str | None, target_code: str | None) -> None:
        transformers = need("transformers")
        transformers.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # such as a recommendation of sacremoses, which is not needed
                self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder.path, local_files_only=True)
        except Exception as error:
            has = ", ".join(sorted(one.name for one in folder.path.iterdir()))
            raise EngineError(
                f"{folder.name}: its tokenizer does not load ({_short(error)}). Is one of its files missing? "
                f"It has: {has}."
            ) from error
        self._prefix = ""
        self.start: tuple[int, ...] = ()
        """Pieces that every translation begins with: the target language, for models that are told so."""
        self._tell_languages(folder, pair, source_code, target_code)

    def encode(self, text: str) -> list[int]:
        """The source's pieces, with what the model wants at its ends."""
        return list(self._tokenizer(self._prefix + text)["input_ids"])

    def count(self, text: str) -> int:
        """How many pieces the source has."""
        return len(self.encode(text))

    def encode_target(self, text: str) -> list[int]:
        """The pieces of the beginning of a translation, without an end."""
        return list(self._tokenizer(text_target=text, add_special_tokens=False)["input_ids"])

    def decode(self, ids: Sequence[int]) -> str:
        """The translation's text."""
        kept = [i for i in ids if i >= 0 and i not in self.start]  # not every tokenizer calls its languages special
        text = self._tokenizer.decode(kept, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return str(text).strip()

    def names(self, ids: Sequence[int]) -> list[str]:
        """The pieces themselves, as CTranslate2 wants them."""
        return list(self._tokenizer.convert_ids_to_tokens(list(ids)))

    def numbers(self, names: Sequence[str]) -> list[int]:
        """The numbers of pieces."""
        return list(self._tokenizer.convert_tokens_to_ids(list(names)))

    def most(self) -> int | None:
        """The longest source that the tokenizer admits; None: it does not say."""
        most = int(self._tokenizer.model_max_length)
        return most if most < 1_000_000 else None

    def mask(self) -> str | None:
        """How a placeholder survives this model's pieces; None: in no way that we know."""
        unknown = self._tokenizer.unk_token_id
        for mask in _MASKS:
            shown = mask.format(n=0)
            ids = self._tokenizer(shown, add_special_tokens=False)["input_ids"]
            target = self.encode_target(shown)
            if unknown in ids or unknown in target:
                continue
            if self.decode(target).replace(" ", "") == shown:
                return mask
        return None

    def suppressed(self, wordings: Sequence[str]) -> list[list[int]]:
        """Each wording as it may be spelt, at the beginning of a text and inside: never a part of it alone."""
        found: list[list[int]] = []
        for wording in wordings:
            for text in (wording, f" {wording}", wording[:1].upper() + wording[1:]):
                ids = self.encode_target(text)
                if ids and ids not in found:
                    found.append(ids)
        return found

    def _tell_languages(self, folder: ModelFolder, pair: LangPair, source: str | None, target: str | None) -> None:
        family, tokenizer = folder.family, self._tokenizer
        if family in ("nllb", "mbart", "m2m100"):
            tokenizer.src_lang = self._known(folder, source or code(pair.source, family))
            goal = self._known(folder, target or code(pair.target, family))
            tokenizer.tgt_lang = goal
            self.start = (self._language_id(goal),)
        elif family == "t5":
            token = f"<2{target or code(pair.target, 't5')}>"
            if tokenizer.convert_tokens_to_ids(token) != tokenizer.unk_token_id:
                self._prefix = f"{token} "
        elif family == "marian":
            self._prefix = _marian_prefix(
                folder, list(getattr(tokenizer, "supported_language_codes", []) or []), pair, target
            )

    def _language_id(self, name: str) -> int:
        return int(self._tokenizer.convert_tokens_to_ids(self._language_token(name)))

    def _language_token(self, name: str) -> str:
        table = getattr(self._tokenizer, "lang_code_to_token", None) or {}
        return str(table.get(name, name))

    def _known(self, folder: ModelFolder, name: str) -> str:
        if self._language_id(name) == self._tokenizer.unk_token_id:
            raise InputError(
                f"{folder.name}: this model has no language '{name}'. Name the codes it has with "
                "--engine-option source-code=... and target-code=..."
            )
        return name


def _marian_prefix(folder: ModelFolder, codes: Sequence[str], pair: LangPair, target: str | None) -> str:
    """What tells a Marian model with several target languages which one is meant: `>>deu<< `."""
    if not codes:
        return ""
    wanted = [f">>{target}<<"] if target else [f">>{c}<<" for c in _marian_names(pair.target)]
    found = next((one for one in wanted if one in codes), None)
    if found is None:
        raise InputError(
            f"{folder.name}: this model has several target languages and none called '{target or pair.target}'. "
            f"It has: {', '.join(c.strip('<>') for c in codes[:30])}. Say --engine-option target-code=..."
        )
    return f"{found} "


def _marian_names(tag: str) -> list[str]:
    """A tag as Marian models may write it: zh, zho, cmn_Hans."""
    flores = code(tag, "nllb")
    three, _, script = flores.partition("_")
    macro = {"zho": "cmn", "pes": "fas", "arb": "ara", "lvs": "lav", "zsm": "msa"}.get(three, three)
    return [tag, primary_subtag(tag), three, macro, f"{macro}_{script}", flores]


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
