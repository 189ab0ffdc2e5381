"""Reading a sheet: what is refused as a whole, what is named by its line, and what a spreadsheet must not run."""

import pytest

from app.cells import BadCell, Cells
from app.sheets import Sheet, SheetRefused, bring_in, line_of, plain, read_sheet, safe, written


class Pairs(Sheet):
    kind = "pairs"
    columns = ("name", "since", "share")
    key = needed = ("name",)

    def begin(self):
        self.taken = []

    def take(self, cells):
        self.taken.append((cells.text("name", 10, needed=True), cells.day("since"), cells.decimal("share", 101)))
        return "new"

    def rows(self):
        return [(name, "", "") for name in self.names]


def read(text):
    return read_sheet(text.encode() if isinstance(text, str) else text, Pairs(None))


def test_a_comma_a_semicolon_and_a_mark_at_the_beginning_are_all_read():
    assert read("name,share\nA,1\n") == [(2, {"name": "A", "share": "1"})]
    assert read("\ufeffname;share\nA;1,5\n") == [(2, {"name": "A", "share": "1,5"})]


@pytest.mark.parametrize("raw", ["", "nome,share\n", "name,name\n", "share\n", b"name\n\xff\n", "name\n\x00\n", 'name\n"A\n'])
def test_a_file_that_is_no_sheet_of_this_kind_is_refused_in_a_sentence(raw, context):
    with pytest.raises(SheetRefused) as refused:
        read(raw)
    assert str(refused.value.sentence)


def test_the_line_of_broken_text_is_named(context):
    with pytest.raises(SheetRefused) as refused:
        read(b"name\nA\nB\xff\n")
    assert "3" in str(refused.value.sentence)


def test_every_bad_row_is_named_with_line_and_column(context):
    sheet = Pairs(None)
    report = bring_in(sheet, read("name,since,share\nA,2026-02-30,\nB,,200\nC,1/2/2026,1,5\n,,\nD,29/02/2024,\nD,,\n"))
    told = [(each.line, each.column) for each in report.faults]
    assert told == [(2, "since"), (3, "share"), (4, ""), (7, "name")]
    assert report.wrong == 4 and report.new == 1
    assert all(str(each.reason) for each in report.faults)


def test_a_cell_that_a_spreadsheet_would_run_goes_out_harmless_and_comes_back_as_it_was():
    for cell in ("=1+1", "+39 02", "-5", "@here", "'quoted", "'=1", "''=1", "plain", "", "'"):
        assert plain(safe(cell)) == cell
    assert not any(safe(cell).startswith(("=", "+", "-", "@")) for cell in ("=1+1", "+39", "-5", "@x"))


def test_what_is_written_is_read_again(context):
    sheet = Pairs(None)
    sheet.names = ["A, B", 'C "D"', "=E", "F\ng"]
    lines = read("".join(written(sheet)))
    assert [cells["name"] for _, cells in lines] == sheet.names


def test_a_row_ends_as_the_standard_says():
    assert line_of(["a", "b,c"]) == 'a,"b,c"\r\n'  # RFC 4180


def test_a_number_may_have_a_comma_and_must_be_one(context):
    assert str(Cells(share="8,1978").decimal("share", 101)) == "8.1978"
    for wrong in ("a", "-1", "101", "NaN", "inf", "1,2,3"):
        with pytest.raises(BadCell):
            Cells(share=wrong).decimal("share", 101)
