"""Files of every document format, written by the tests from lines of text: small, plain and valid."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument."


def archive(members: Sequence[tuple[str, bytes | str]], stored: frozenset[str] = frozenset()) -> bytes:
    """A ZIP file with these members in this order; the same bytes on every call."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2020, 4, 22, 8, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return stream.getvalue()


def docx(body: str, others: Sequence[tuple[str, str, str]] = (), more: Sequence[tuple[str, bytes | str]] = ()) -> bytes:
    """A Word document; `others` are further parts: name, kind (`header`, `footnotes`) and content."""
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_MAIN}wordprocessingml.{kind}+xml"/>'
        for name, kind, _ in [("document.xml", "document.main", ""), *others]
    )
    types = (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    document = f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    return archive(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", _relations("officeDocument", "word/document.xml")),
            ("word/document.xml", document),
            *((f"word/{name}", _HEAD + content) for name, _, content in others),
            *more,
        ]
    )


def word_paragraph(*runs: str) -> str:
    """A paragraph of runs of text."""
    made = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{made}</w:p>"


def pptx(slides: Sequence[Sequence[str]]) -> bytes:
    """A presentation with a text box of paragraphs on each slide; enough for a reader, not for PowerPoint."""
    overrides = "".join(
        f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="{_MAIN}presentationml.slide+xml"/>'
        for n in range(1, len(slides) + 1)
    )
    members: list[tuple[str, bytes | str]] = [
        ("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_TYPES}">{overrides}</Types>')
    ]
    for number, lines in enumerate(slides, start=1):
        text = "".join(f"<a:p><a:r><a:rPr/><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
        body = f"<p:cSld><p:spTree><p:sp><p:txBody>{text}</p:txBody></p:sp></p:spTree></p:cSld>"
        members.append((f"ppt/slides/slide{number}.xml", f'{_HEAD}<p:sld xmlns:p="{P}" xmlns:a="{A}">{body}</p:sld>'))
    return archive(members)


def written(name: str, targets: Sequence[str], sources: Sequence[str]) -> bytes:
    """A file of that format with these texts, and with their sources where the format has room for them."""
    pairs = list(zip(sources, targets, strict=True))
    match name:
        case "text":
            return "".join(f"{line}\n" for line in targets).encode()
        case "csv" | "tsv":
            mark = "," if name == "csv" else "\t"
            rows = [[cell.replace('"', '""') for cell in row] for row in [("zh", "mt"), *pairs]]
            return "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows).encode()
        case "jsonl":
            return "".join(json.dumps({"source": s, "x": [1.50], "mt": t}) + "\n" for s, t in pairs).encode()
        case "json":
            return json.dumps({"a": {f"k{n}": line for n, line in enumerate(targets)}}, indent=1).encode()
        case "parquet":
            import pyarrow
            import pyarrow.parquet

            stream = io.BytesIO()
            columns = {"n": list(range(len(targets))), "zh": list(sources), "mt": list(targets)}
            pyarrow.parquet.write_table(pyarrow.table(columns), stream)
            return stream.getvalue()
        case "yaml":
            styles = [lambda t: "'" + t.replace("'", "''") + "'", json.dumps, lambda t: f"|\n    {t}"]
            return ("a:\n" + "".join(f"  k{n}: {styles[n % 3](line)}\n" for n, line in enumerate(targets))).encode()
        case "xlsx":
            from openpyxl import Workbook

            book, stream = Workbook(), io.BytesIO()
            for row in [("zh", "mt"), *pairs]:
                book.active.append(row)
            book.save(stream)
            return stream.getvalue()
        case "docx":
            return docx("".join(word_paragraph(line) for line in targets))
        case "pptx":
            return pptx([[line] for line in targets])
        case "html":
            return (
                b"<!DOCTYPE html>\n"
                + "".join(f"<p>{html.escape(line, quote=False)}</p>\n" for line in targets).encode()
            )
        case "markdown":
            return "\n".join(re.sub(r"([\\`*_\[\]<>#])", r"\\\1", line) + "\n" for line in targets).encode()
        case "po":
            return "\n".join(f"msgid {_quoted(s)}\nmsgstr {_quoted(t)}\n" for s, t in pairs).encode()
        case "srt" | "vtt":
            head = "WEBVTT\n\n" if name == "vtt" else ""
            stop = "." if name == "vtt" else ","
            times = [
                f"00:{n // 60:02}:{n % 60:02}{stop}000 --> 00:{n // 60:02}:{n % 60:02}{stop}900"
                for n in range(len(targets))
            ]
            lines = [html.escape(line, quote=False) if name == "vtt" else line for line in targets]
            return (
                head
                + "".join(f"{n + 1}\n{t}\n{line}\n\n" for n, (t, line) in enumerate(zip(times, lines, strict=True)))
            ).encode()
        case "tmx":
            units = "".join(
                f'<tu><tuv xml:lang="zh"><seg>{escape(s)}</seg></tuv>'
                f'<tuv xml:lang="en"><seg>{escape(t)}</seg></tuv></tu>\n'
                for s, t in pairs
            )
            return f'<tmx version="1.4"><header srclang="zh"/><body>\n{units}</body></tmx>'.encode()
        case "xliff":
            units = "".join(
                f"<trans-unit id={quoteattr(str(n))}><source>{escape(s)}</source>"
                f"<target>{escape(t)}</target></trans-unit>\n"
                for n, (s, t) in enumerate(pairs, start=1)
            )
            file = '<file original="a" source-language="zh" target-language="en" datatype="plaintext">'
            return f'<xliff version="1.2">{file}<body>\n{units}</body></file></xliff>\n'.encode()
    raise AssertionError(f"no sample of the document format '{name}': write one")


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_RELS}">{relation}</Relationships>'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
