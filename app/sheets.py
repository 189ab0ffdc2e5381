"""Sheets: rows that come in from a CSV file and go out to one, by the same columns.

A room says what a sheet holds (`columns`, `take`, `tie`, `rows`); here it is read, checked line by line, and written. A
file with one bad row changes nothing: the caller commits only a report without faults.
"""

import csv
import io
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from app.cells import BadCell, Cells
from app.database import day_of, db, last_day
from app.errors import RuleBroken

CSV = "text/csv; charset=utf-8"
# A spreadsheet takes a cell that begins so for a formula; on the way out it gets an apostrophe, on the way in it loses it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FLUSH_EVERY = 1000  # rows
MOST_FAULTS = 200


class SheetRefused(RuleBroken):
    """The file as a whole cannot be read as this sheet."""

    def __init__(self, sentence):
        super().__init__(sentence, field="file", status=422)


@dataclass
class Fault:
    """What is wrong with a row; `line` is that of the file, the header being line 1."""

    line: int
    column: str
    reason: object


@dataclass
class Report:
    """How many rows are new, changed or as they were, how many are wrong, and the first faults of these."""

    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0
    faults: list = field(default_factory=list)

    def count(self, outcome):
        setattr(self, outcome, getattr(self, outcome) + 1)

    def as_json(self):
        faults = [{"line": each.line, "column": each.column, "reason": str(each.reason)} for each in self.faults]
        return {"new": self.new, "changed": self.changed, "same": self.same, "wrong": self.wrong, "faults": faults}


class Sheet:
    """What a kind of sheet holds. A subclass sets `kind`, `columns`, and how a row is taken in and written out.

    `key` tells rows apart, `needed` are the columns that every file has; `offices` may bring it in and out, beside the
    platform administrator.
    """

    kind = ""
    columns = ()
    key = needed = ()
    offices = ()

    def __init__(self, at):
        self.at = at

    def begin(self):
        """Look up once what the rows refer to."""

    def take(self, cells):
        """Take a row in; returns `new`, `changed` or `same`. Raises BadCell or RuleBroken."""
        raise NotImplementedError

    def tie(self, cells):
        """What of a row refers to other rows of the same file, once all of them are in."""

    def rows(self):
        """What stands in the archive, as rows of text in the order of `columns`."""
        raise NotImplementedError


# {kind: sheet}: each room adds its own.
SHEETS = {}


def is_sheet(sheet):
    """Make a kind of sheet known to the commands and to the page of import and export."""
    SHEETS[sheet.kind] = sheet
    return sheet


def read_sheet(raw, sheet):
    """[(line, cells)] of a file; SheetRefused where it is not a sheet of this kind."""
    text = decoded(raw)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        check_header(header, sheet)
        return [(reader.line_num, row_of(header, row, reader.line_num)) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise SheetRefused(_l("Line %(line)s is not sound CSV: a quotation mark is missing.", line=reader.line_num)) from error


def decoded(raw):
    """The text of a file, which must be UTF-8 (a mark at its beginning is no matter)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SheetRefused(_l("Line %(line)s is not UTF-8. Save the file as “CSV UTF-8”.", line=line)) from error
    if "\x00" in text:
        raise SheetRefused(_l("This is not a text file."))
    return text


def check_header(header, sheet):
    missing = [name for name in sheet.needed if name not in header]
    strange = [name for name in header if name not in sheet.columns]
    if missing or strange or len(set(header)) != len(header):
        sentence = _l("The first line must name the columns, each once, among: %(columns)s.", columns=", ".join(sheet.columns))
        raise SheetRefused(sentence)


def row_of(header, row, line):
    """The cells of a row; too few or too many are kept to be refused with the others."""
    cells = Cells((name, plain(cell)) for name, cell in zip(header, row, strict=False))
    if len(row) != len(header):
        cells.wrong = _l("%(there)s cells where %(wanted)s are wanted.", there=len(row), wanted=len(header))
    return cells


def plain(cell):
    cell = cell.strip()
    return cell[1:] if is_marked(cell) else cell


def is_marked(cell):
    """Does a cell begin with the apostrophe that keeps a spreadsheet from running it?"""
    return cell.startswith("'") and cell[1:].lstrip("'").startswith(FORMULA)


def bring_in(sheet, lines, step=lambda: None):
    """Take all rows in, within the transaction of the caller; `step` is called once a row. Returns a Report."""
    report, taken, first = Report(), [], {}
    sheet.begin()
    with db.session.no_autoflush:
        for line, cells in lines:
            if tried(report, line, check_row, sheet, cells, first, line) is not None:
                outcome = tried(report, line, sheet.take, cells)
                if outcome:
                    report.count(outcome)
                    taken.append((line, cells))
            if len(taken) % FLUSH_EVERY == FLUSH_EVERY - 1:
                db.session.flush()
            step()
        db.session.flush()
        for line, cells in taken:
            tried(report, line, sheet.tie, cells)
    if not report.faults:
        db.session.flush()
    return report


def check_row(sheet, cells, first, line):
    """A row is whole, and its key stands once in the file."""
    if hasattr(cells, "wrong"):
        raise BadCell("", cells.wrong)
    key = tuple(cells.get(name, "").lower() for name in sheet.key)
    if first.setdefault(key, line) != line:
        raise BadCell(sheet.key[0], _l("This row stands twice: also on line %(line)s.", line=first[key]))
    return key


def tried(report, line, work, *given):
    """The result of `work(*given)`; None, and a fault in the report, where a rule or a cell says no."""
    try:
        return work(*given)
    except BadCell as bad:
        fault = Fault(line, bad.column, bad.reason)
    except RuleBroken as broken:
        fault = Fault(line, broken.field or "", broken.sentence)
    report.wrong += 1
    if len(report.faults) < MOST_FAULTS:
        report.faults.append(fault)
    return None


def set_all(thing, **facts):
    """Set what differs; says whether anything did."""
    different = {name: value for name, value in facts.items() if getattr(thing, name) != value}
    for name, value in different.items():
        setattr(thing, name, value)
    return bool(different)


def written(sheet):
    """The sheet as CSV text (UTF-8, comma, one header line), a piece at a time."""
    yield line_of(sheet.columns)
    for row in sheet.rows():
        yield line_of(safe(cell) for cell in row)


def line_of(cells):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def safe(cell):
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) or is_marked(text) else text


def cell_of_since(moment):
    """The first day of a dated row, in Europe/Rome."""
    return moment and day_of(moment).isoformat()


def cell_of_until(moment):
    """The last day of a dated row, in Europe/Rome."""
    return moment and last_day(moment).isoformat()
