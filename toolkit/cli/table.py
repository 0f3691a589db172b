"""Every command of `tqt`: its name, where it lies, and its line in `--help`."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cli.lazy import Command, Group

COMMANDS: Mapping[str, Command | Group] = {
    "demo": Command("demo:demo", "Post-edit an article, score it before and after, and write a report."),
    "check": Command(
        "check:check",
        "Report wrong terms, numbers, dates, mark-up, copied source and surface errors. Exit code 1 if there are any.",
    ),
    "postedit": Command(
        "postedit:postedit", "Repair terms, units and formulas; everything else stays. With --source it finds far more."
    ),
    "apply": Command(
        "ledger:apply", 'Make exactly the accepted edits of a ledger: verdict "accept", or applied and not rejected.'
    ),
    "explain": Command("ledger:explain", "Say why an edit was made, proposed or refused."),
    "translate": Command(
        "translate:translate",
        "Translate a file. It can be stopped at any moment; the same command with --resume continues.",
    ),
    "review": Command(
        "review:review",
        "Decide change by change on a page in your browser; every decision is saved at once, and can be undone.",
    ),
    "evaluate": Command(
        "evaluate:evaluate", "Score translations against references, with intervals and a test of the differences."
    ),
    "analyse": Command(
        "analyse:analyse", "Show where systems differ: by kind of segment, in which words, and which segments to read."
    ),
    "effort": Command(
        "effort:effort",
        "Measure what post-editing cost: HTER, edits by kind, speed, glossary rows that would have saved edits.",
    ),
    "terms": Command(
        "terms:terms",
        "Count right, wrong and uncalled-for terms in three tiers, with intervals, tests and a list of misses.",
    ),
    "comparable": Command(
        "comparable:comparable",
        "Compare translations with good texts on the same subject: terms, key words, style.",
    ),
    "gate": Command(
        "gate:gate",
        "Measure a suite. Exit code 1 if a figure is worse than its limit.",
    ),
    "doctor": Command("doctor:doctor", "Say what is installed, what is missing and how to get it."),
    "plugins": Command("doctor:plugins", "List every plug-in by kind."),
    "meta": Command("meta:meta", "Show how well metrics agree with human judgement, and how well chance would."),
    "glossary": Group(
        "Make, check, search and convert glossaries.",
        {
            "init": Command("glossary:init", "Write a small glossary with comments, as a start for your own."),
            "stats": Command("glossary:stats", "Count concepts and terms by language and status."),
            "lint": Command(
                "glossary_lint:lint", "Report every mistake with its place and rule. Exit code 1 if there are errors."
            ),
            "rules": Command("glossary_lint:rules", "List the linter's rules, or explain one."),
            "show": Command(
                "glossary_show:show",
                "Show one concept: its terms by status; with several glossaries, which term is used and why.",
            ),
            "search": Command(
                "glossary_show:search", "Find terms: exact, by pinyin, containing the text, or similar to it."
            ),
            "add": Command(
                "glossary_edit:add",
                "Add a term to a concept, or a new concept. Only its row is written; errors are refused.",
            ),
            "edit": Command(
                "glossary_edit:edit", "Change cells of a term's row, and nothing else. `--set note=` empties one."
            ),
            "retire": Command(
                "glossary_edit:retire", "Deprecate a term, with the reason in its note. Nothing is deleted."
            ),
            "diff": Command(
                "glossary_diff:diff", "Show what changed between two versions of a glossary, concept by concept."
            ),
            "merge": Command(
                "glossary_merge:merge",
                "Merge glossaries concept by concept. Exit code 1 if a conflict is open; then nothing is written.",
            ),
            "sheet": Command(
                "glossary_sheet:sheet",
                "Write a workbook to edit in Excel, or bring an edited one back. Exit code 1 if a conflict is open.",
            ),
            "request": Command(
                "glossary_approve:request",
                "Ask the terminologist for a term: a proposed row, which nothing uses until it is approved.",
            ),
            "approve": Command(
                "glossary_approve:approve",
                "Approve proposed terms, and record by whom and when in the column origin.",
            ),
            "coverage": Command(
                "glossary_corpus:coverage",
                "Count which concepts occur in a corpus and how far its translation follows them, worst first.",
            ),
            "evidence": Command(
                "glossary_corpus:evidence",
                "Show how a bilingual corpus renders each concept, and which terms it supports.",
            ),
            "impact": Command(
                "glossary_effects:impact",
                "Show what a changed glossary does to a translation: what becomes right or wrong.",
            ),
            "harm": Command(
                "glossary_effects:harm",
                "Post-edit good texts to find the rows that would damage them; each with its place and its edits.",
            ),
            "mine": Command(
                "glossary_mine:mine",
                "Find candidate terms in a text, with their renderings if there is a translation, the best first.",
            ),
            "accept": Command(
                "glossary_mine:accept",
                "Add the accepted rows of a mined table to a glossary, as proposed terms.",
            ),
            "convert": Command(
                "glossary_convert:convert", "Convert a glossary, and say what the new format cannot hold."
            ),
            "learn": Command(
                "glossary_learn:learn",
                "Learn wrong wordings of terms from corrected translations, as a layer to review.",
            ),
            "test": Command("glossary_test:run_examples", "Run the glossary's examples. Exit code 1 if one fails."),
        },
    ),
    "mqm": Group(
        "Score human ratings (MQM, ESA), see how far raters agree, convert files.",
        {
            "score": Command(
                "mqm:score", "Score the systems: the mean over raters, then over segments, with 95 % intervals."
            ),
            "agreement": Command(
                "mqm:agreement", "Show how far the raters agree, who is stricter, and where they differ most."
            ),
            "convert": Command("mqm:convert", "Write ratings in another format, and report what it cannot hold."),
        },
    ),
    "report": Group(
        "Work with reports: compare two, read a workbook back.",
        {
            "change": Command(
                "report:change",
                "Say what got better and what broke between two JSON reports of the same sources and references.",
            ),
            "read-back": Command(
                "report:read_back",
                "Read a translator's decisions out of a workbook: the text, a ledger, corrections to learn from.",
            ),
        },
    ),
}
