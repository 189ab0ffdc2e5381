"""The words and cells of a file, for the process that draws previews: plain text, CSV, OpenDocument, Office Open XML.

Of an archive as much is unpacked as is shown, counted while it comes out and whatever its directory says; XML with a
document type is refused, so that no entity is ever expanded.
"""

import csv
import io
import zipfile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

LINES, LONGEST = 300, 500  # lines that are shown, characters of one
ROWS, COLUMNS, CELL = 100, 20, 120
TEXT = 2 * 1024 * 1024  # bytes of a plain text that are looked at
UNPACKED = 40 * 1024 * 1024  # bytes of one part of an archive

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Refused(Exception):
    """Why there is nothing to show: large, broken, locked, beyond."""


class Counted(io.RawIOBase):
    """A part of an archive that says no when more comes out of it than anybody asked for."""

    def __init__(self, part):
        self.part, self.left = part, UNPACKED

    def read(self, size=-1):
        piece = self.part.read(min(size if size and size > 0 else 65_536, 65_536))
        self.left -= len(piece)
        if self.left < 0:
            raise Refused("large")
        return piece


def plain(stream):
    raw = stream.read(TEXT + 1)
    text = raw[:TEXT].decode("utf-8-sig", "replace")
    table = cells_of(text)
    return table or shown_lines(text.splitlines(), len(raw) > TEXT)


def cells_of(text):
    """{"rows"} where the first lines are those of a table, all with as many cells; else None."""
    head = text.splitlines()[: ROWS + 1]
    for mark in (";", ",", "\t"):
        try:
            rows = [row for row in csv.reader(head[:ROWS], delimiter=mark) if row]
        except csv.Error:
            continue
        if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
            return shown_rows(rows, len(head) > ROWS)
    return None


def shown_lines(lines, more=False):
    return {"lines": [line[:LONGEST] for line in lines[:LINES]], "more": more or len(lines) > LINES}


def shown_rows(rows, more=False):
    return {"rows": [[cell[:CELL] for cell in row[:COLUMNS]] for row in rows[:ROWS]], "more": more or len(rows) > ROWS}


def elements(archive, name, tag):
    """The elements of a tag of one part, each whole when it ends, and forgotten after."""
    try:
        with archive.open(name) as part:
            for _event, node in ElementTree.iterparse(Counted(part), forbid_dtd=True):
                if node.tag == tag:
                    yield node
                    node.clear()
    except KeyError as error:
        raise Refused("broken") from error
    except DefusedXmlException as error:
        raise Refused("broken") from error


def first(count, found):
    """The first of what comes, and one more to know whether there is."""
    return [each for each, _ in zip(found, range(count + 1), strict=False)]


def texts(archive, name, tag):
    for node in elements(archive, name, tag):
        if words := "".join(node.itertext()).strip():
            yield words


def opendocument(stream):
    with zipfile.ZipFile(stream) as archive:
        return shown_lines(first(LINES, texts(archive, "content.xml", _ODF % ("text", "p"))))


def opendocument_sheet(stream):
    with zipfile.ZipFile(stream) as archive:
        return shown_rows(first(ROWS, rows_of_table(archive)))


def rows_of_table(archive):
    cell, repeated = _ODF % ("table", "table-cell"), _ODF % ("table", "number-columns-repeated")
    for row in elements(archive, "content.xml", _ODF % ("table", "table-row")):
        cells = []
        for each in row.iter(cell):
            count = each.get(repeated, "1")
            cells += ["".join(each.itertext())] * min(int(count) if count.isdigit() else 1, COLUMNS)
        if any(cells):
            yield cells[:COLUMNS]


def word(stream):
    with zipfile.ZipFile(stream) as archive:
        return shown_lines(first(LINES, texts(archive, "word/document.xml", _WORD + "p")))


def slides(stream):
    with zipfile.ZipFile(stream) as archive:
        parts = [name for name in archive.namelist() if name.startswith("ppt/slides/slide") and name.endswith(".xml")]
        names = sorted(parts, key=lambda name: (len(name), name))
        words = (line for name in names for line in texts(archive, name, _DRAWING + "p"))
        return shown_lines(first(LINES, words))


def sheet(stream):
    with zipfile.ZipFile(stream) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = first(
                50_000, ("".join(each.itertext()) for each in elements(archive, "xl/sharedStrings.xml", _SHEET + "si"))
            )
        return shown_rows(first(ROWS, rows_of_sheet(archive, shared)))


def rows_of_sheet(archive, shared):
    for row in elements(archive, "xl/worksheets/sheet1.xml", _SHEET + "row"):
        cells = [value_of(cell, shared) for cell in row.findall(_SHEET + "c")[:COLUMNS]]
        if any(cells):
            yield cells


def value_of(cell, shared):
    value = cell.findtext(_SHEET + "v") or "".join(cell.itertext())
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value


_ODF_KIND = "application/vnd.oasis.opendocument."
_OOXML_KIND = "application/vnd.openxmlformats-officedocument."
READERS = {
    "text/plain": plain,
    _ODF_KIND + "text": opendocument,
    _ODF_KIND + "presentation": opendocument,
    _ODF_KIND + "spreadsheet": opendocument_sheet,
    _OOXML_KIND + "wordprocessingml.document": word,
    _OOXML_KIND + "presentationml.presentation": slides,
    _OOXML_KIND + "spreadsheetml.sheet": sheet,
}
