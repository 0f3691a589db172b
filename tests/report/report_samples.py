"""Reports for the tests and for looking at (`python tests/report/report_samples.py FOLDER`).

All sentences are our own.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from toolkit.model import (
    Comparison,
    Edit,
    Finding,
    GlossaryUse,
    InputFile,
    Outcome,
    Repair,
    Report,
    Reread,
    Score,
    SegmentView,
    Severity,
    Span,
    TermScore,
    apply_edits,
)

# source, machine translation, reference, and the edits as
# (before, after, rule, reason, confidence, outcome, alternatives, evidence)
ARTICLE: list[tuple[str, str, str, list[tuple]]] = [
    (
        "晨报青山4月2日电 题:县长走进直播间带货",
        "Morning Post, Qingshan, April 2, Question: County magistrate walks into live room to bring goods",
        "Morning Post, Qingshan, April 2 — County head steps into the livestream to sell local produce",
        [
            (
                ", Question:",
                " \N{EM DASH}",
                "convention.dateline-ti",
                "题: marks a headline; it asks nothing.",
                1.0,
                "applied",
                (),
                "题:",
            ),
            (
                "live room",
                "livestream room",
                "term.garble",
                "A live room is no English for 直播间.",
                0.98,
                "applied",
                ("livestream", "livestreaming studio"),
                "直播间",
            ),
            (
                "bring goods",
                "sell goods via livestream",
                "term.garble",
                "带货 is selling to the viewers of a stream.",
                0.72,
                "applied",
                ("promote products",),
                "带货",
            ),
        ],
    ),
    (
        "“老铁们,点个关注,今天的猕猴桃只要9块9!”",
        '"Old irons, point a concern, today\'s kiwi is only 9 yuan 9!"',
        '"Lao tie, give us a follow! Today the kiwifruit is only 9.9 yuan!"',
        [
            (
                "Old irons",
                "Lao tie",
                "term.garble",
                "老铁 is an address among friends, not metal.",
                1.0,
                "applied",
                ("Friends", "Buddies"),
                "老铁们",
            ),
            (
                "9 yuan 9",
                "9.9 yuan",
                "unit.price",
                "9块9 is nine yuan and nine tenths.",
                0.93,
                "applied",
                (),
                "9块9",
            ),
            (
                "point a concern",
                "give us a follow",
                "term.garble",
                "点关注 is following a channel.",
                0.64,
                "review",
                ("tap Follow",),
                "点个关注",
            ),
        ],
    ),
    (
        "两小时卖出6万斤,带动87户果农增收。",
        "In two hours, 60,000 catties were sold, driving 87 fruit farmers to increase income.",
        "Within two hours 60,000 jin were sold, raising the income of 87 fruit-growing households.",
        [
            (
                "60,000 catties",
                "60,000 jin (30 tonnes)",
                "unit.jin",
                "One jin is half a kilogram.",
                0.99,
                "applied",
                ("30,000 kilograms",),
                "6万斤",
            ),
        ],
    ),
    (
        "她说,这是第一次面对镜头。",
        "She said it was her first time facing the camera.",
        "She said she had never faced a camera before.",
        [],
    ),
    (
        "有了流量,还要有质量。",
        "With the flow, there must be quality.",
        "Views are one thing; quality is another.",
        [
            (
                "the flow",
                "online traffic",
                "term.garble",
                "流量 of a stream is its viewers.",
                0.81,
                "review",
                ("views", "the audience"),
                "流量",
            ),
        ],
    ),
    (
        "县里将在2019年建成三个直播基地,培训主播1200名。",
        "The county will build three live broadcast bases in 2019 and train 12,000 anchors.",
        "The county built three livestreaming centres in 2019 and trained 1,200 hosts.",
        [
            (
                "live broadcast bases",
                "livestreaming bases",
                "term.garble",
                "The house says livestreaming.",
                0.9,
                "applied",
                ("livestreaming centres",),
                "直播基地",
            ),
            (
                "anchors",
                "livestream hosts",
                "term.garble",
                "A 主播 who sells is a host, not a news anchor.",
                0.88,
                "applied",
                ("hosts", "streamers"),
                "主播",
            ),
        ],
    ),
    ("订单来自12个省。", "Orders came from 12 provinces.", "Orders came in from 12 provinces.", []),
    (
        "(完)",
        "(Finish)",
        "(End)",
        [
            (
                "(Finish)",
                "(End)",
                "convention.end",
                "完 closes the story; English writes End.",
                1.0,
                "applied",
                (),
                "(完)",
            ),
        ],
    ),
]

REREAD = {
    "1": ("the headline has a verb of its own now",),
    "3": ("“driving … to increase income” reads oddly",),
    "6": ("“will build … in 2019” is an impossible tense", "a number differs from the source"),
}
REMAINING = {
    "5": [("term.missing", "流量 has no approved wording here.", ("views", "online traffic"), None)],
    "6": [("number.value", "The source says 1,200, the translation 12,000.", ("1,200",), "12,000")],
    "3": [("name.unit", "Households (户) became farmers.", (), "farmers")],
}
SIGNATURES = {
    "bleu": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
    "chrf++": "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0",
    "ter": "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0",
}
TERMS = [
    # concept, source, preferred, required, before, now, wrong before, wrong now, ceiling
    ("livestream-selling", "带货", "livestream selling", 3, 0, 3, 3, 0, 0.67),
    ("online-traffic", "流量", "online traffic", 2, 0, 0, 2, 2, 1.0),
    ("follow", "关注", "follow", 1, 0, 0, 1, 1, 1.0),
    ("lao-tie", "老铁", "lao tie", 2, 0, 2, 2, 0, 1.0),
    ("kiwifruit", "猕猴桃", "kiwifruit", 1, 0, 0, 0, 0, 1.0),
    ("host", "主播", "livestream host", 1, 0, 1, 1, 0, None),
]


def repaired_report() -> Report:
    """Eight lines, post-edited, with everything a report can hold."""
    repairs, segments = [], []
    for number, (source, raw, reference, rows) in enumerate(ARTICLE, 1):
        edits = tuple(_edit(f"{number}.{k}", str(number), raw, *row) for k, row in enumerate(rows, 1))
        text = apply_edits(raw, [edit for edit in edits if edit.outcome is Outcome.APPLIED])
        findings = tuple(
            Finding(str(number), rule, Severity.MAJOR, message, expected=expected, found=found)
            for rule, message, expected, found in REMAINING.get(str(number), [])
        )
        again = REREAD.get(str(number))
        repairs.append(Repair(str(number), raw, text, edits, findings, Reread(str(number), again) if again else None))
        segments.append(SegmentView(str(number), source, (reference,), (("before", raw), ("after", text))))
    values = {"bleu": (24.2, 40.9), "chrf++": (50.3, 66.8), "ter": (68.5, 47.1)}
    scores = [
        Score(system, metric, value, 8, 0, SIGNATURES[metric], value - 6.4, value + 5.9, metric != "ter")
        for metric, pair in values.items()
        for system, value in zip(("before", "after"), pair, strict=True)
    ]
    scores += [
        Score(system, "term-success", value, 8, 0, "glossary:livestream-commerce@1.0", low, high)
        for system, value, low, high in (("before", 0.0, 0.0, 0.28), ("after", 0.6, 0.31, 0.83))
    ]
    return Report(
        title="qingshan.txt",
        made="2026-03-02",
        command="tqt postedit qingshan.txt --source qingshan.zh.txt -g livestream-commerce --report out.html",
        inputs=(
            InputFile("translation", "qingshan.txt", "5f1d0c7e9a21"),
            InputFile("source", "qingshan.zh.txt", "00be44d1c3f7"),
        ),
        glossaries=(GlossaryUse("livestream-commerce", "1.0", "c0ffee123456", 412, 6),),
        source_used=True,
        segments=tuple(segments),
        scores=tuple(scores),
        comparisons=tuple(
            Comparison(
                metric,
                "before",
                "after",
                b - a,
                0.001,
                b - a - 4.0,
                b - a + 4.4,
                "paired bootstrap, n=1000, seed=12345",
            )
            for metric, (a, b) in values.items()
        ),
        terms=tuple(
            TermScore(concept, system, required, right, wrong, ceiling, source, preferred)
            for concept, source, preferred, required, *counts, ceiling in TERMS
            for system, right, wrong in (("before", counts[0], counts[2]), ("after", counts[1], counts[3]))
        ),
        repairs=tuple(repairs),
    )


def evaluated_report() -> Report:
    """Two systems against a reference; nothing was repaired."""
    return Report(
        title="Two engines on one story",
        made="2026-03-02",
        command="tqt evaluate --reference ref.en --system alpha=a.en --system beta=b.en",
        inputs=(InputFile("reference", "ref.en", "aaaaaaaaaaaa"),),
        glossaries=(),
        source_used=False,
        segments=tuple(
            SegmentView(str(n), None, (reference,), (("alpha", raw), ("beta", raw.replace("live", "online"))))
            for n, (_, raw, reference, _) in enumerate(ARTICLE, 1)
        ),
        scores=(
            Score("alpha", "chrf++", 50.3, 8, 0, SIGNATURES["chrf++"], 44.0, 56.2),
            Score("beta", "chrf++", 48.1, 8, 0, SIGNATURES["chrf++"], 41.7, 54.4),
            Score("alpha", "comet", None, 0, 8, "scores:imported"),
        ),
        comparisons=(Comparison("chrf++", "alpha", "beta", -2.2, 0.21, -5.0, 0.9, "paired bootstrap"),),
    )


HOSTILE = [
    "<script>alert('hello')</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "\N{RIGHT-TO-LEFT OVERRIDE}evil\N{LEFT-TO-RIGHT OVERRIDE} \N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} مرحبا بكم",
    "x" * 2000,
    "{{ 7 * 7 }} {% raw %} </style></script><!-- ]]>",
    "a\x00b\x07c \"quoted\" 'single' `tick` | pipe | *star* [link](javascript:alert(1)) \\",
]


def repeated(report: Report, count: int) -> Report:
    """A repaired report of so many lines, by telling its own again and again."""
    repairs = {repair.segment_id: repair for repair in report.repairs}
    segments, made = [], []
    for n, view in enumerate(islice(cycle(report.segments), count), 1):
        segments.append(replace(view, id=str(n)))
        if repair := repairs.get(view.id):
            made.append(
                replace(
                    repair,
                    segment_id=str(n),
                    edits=tuple(replace(edit, segment_id=str(n)) for edit in repair.edits),
                    remaining=tuple(replace(finding, segment_id=str(n)) for finding in repair.remaining),
                    reread=replace(repair.reread, segment_id=str(n)) if repair.reread else None,
                )
            )
    return replace(report, segments=tuple(segments), repairs=tuple(made))


def hostile_report() -> Report:
    """Markup, formulas, controls and very long words in every place that data can reach."""
    repairs, segments = [], []
    for bad in HOSTILE:
        span = Span(0, len(bad))
        edit = Edit(bad, bad, span, bad, bad + bad[:9], bad, bad, bad, 0.5, bad, (bad,), None)
        finding = Finding(bad, "number." + bad, Severity.MAJOR, bad, expected=(bad,), found=bad)
        repairs.append(Repair(bad, bad, bad + bad[:9], (edit,), (finding,), Reread(bad, (bad,))))
        segments.append(SegmentView(bad, bad, (bad,), ((bad, bad), (bad + "2", bad + bad[:9]))))
    bad = HOSTILE[0]
    return Report(
        title=bad,
        made=bad,
        command=bad,
        inputs=tuple(InputFile(text, text, text) for text in HOSTILE),
        glossaries=tuple(GlossaryUse(text, text, text, 1, 1) for text in HOSTILE),
        source_used=True,
        segments=tuple(segments),
        scores=tuple(Score(text, text, 1.0, 1, 0, text, 0.5, 1.5) for text in HOSTILE),
        comparisons=tuple(Comparison(text, text, text, 1.0, 0.5, 0.5, 1.5, text) for text in HOSTILE),
        terms=tuple(TermScore(text, text, 1, 0, 1, 0.5, text, text) for text in HOSTILE),
        repairs=tuple(repairs),
        sent_anywhere=True,
    )


def _edit(edit_id, segment, text, before, after, rule, reason, confidence, outcome, alternatives, evidence):
    start = text.index(before)
    return Edit(
        edit_id,
        segment,
        Span(start, start + len(before)),
        before,
        after,
        rule,
        reason,
        None,
        confidence,
        evidence,
        alternatives,
        None,
        Outcome(outcome),
    )


if __name__ == "__main__":
    from toolkit.report import rendered

    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for name, report in (
        ("repaired", repaired_report()),
        ("evaluated", evaluated_report()),
        ("hostile", hostile_report()),
    ):
        for suffix in (".html", ".json"):
            (folder / (name + suffix)).write_bytes(rendered(report, name + suffix))
