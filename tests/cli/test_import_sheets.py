"""`flask import` and `flask export`: all rows or none, in bulk and in time."""

import csv
import time

import pytest

from app.cli.sheets import export_sheet, import_sheet
from app.database import db
from app.membership.models import Affiliation, Organisation, Person

ORGANISATIONS, PEOPLE = 5_000, 20_000
LONGEST = 60  # seconds for both, also on a machine that is busy


@pytest.fixture
def command(app):
    """Run a command of the house: (exit code, what it printed)."""

    def run(what, *words):
        result = app.test_cli_runner().invoke(what, [str(word) for word in words])
        return result.exit_code, result.output

    return run


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def bodies(path, count):
    return write(path, ["code", "name", "kind"], ([f"E{i}", f"Ente numero {i}", "public_body"] for i in range(count)))


def people(path, count, among):
    rows = ([f"persona{i}@example.org", "Funzionaria", f"E{i % among}", "2026-01-01"] for i in range(count))
    return write(path, ["email", "name", "organisation", "since"], rows)


def count(app, entity):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(entity))


def test_five_thousand_bodies_and_twenty_thousand_people_come_in_under_a_minute(app, command, tmp_path):
    before = count(app, Person)
    began = time.monotonic()
    assert command(import_sheet, "organisations", bodies(tmp_path / "o.csv", ORGANISATIONS))[0] == 0
    code, said = command(import_sheet, "people", people(tmp_path / "p.csv", PEOPLE, ORGANISATIONS))
    took = time.monotonic() - began
    print(f"\n{ORGANISATIONS} organisations and {PEOPLE} people in {took:.1f} s")
    assert code == 0 and f"{PEOPLE} are new" in said
    assert count(app, Person) == before + PEOPLE
    assert took < LONGEST


@pytest.mark.parametrize("kind", ["organisations", "people", "seats", "zones", "objectives"])
def test_what_goes_out_comes_in_as_it_was(app, command, tmp_path, kind):
    path = tmp_path / f"{kind}.csv"
    assert command(export_sheet, kind, path)[0] == 0
    code, said = command(import_sheet, kind, path)
    assert code == 0, said
    assert "0 are new, 0 are changed" in said


def test_a_dry_run_changes_nothing(app, command, tmp_path):
    before = count(app, Organisation)
    code, said = command(import_sheet, "organisations", bodies(tmp_path / "o.csv", 3), "--dry-run")
    assert code == 0 and "3 would be new" in said
    assert count(app, Organisation) == before


def test_one_bad_row_among_good_ones_stops_them_all(app, command, tmp_path):
    before = count(app, Affiliation)
    path = people(tmp_path / "p.csv", 3, 1)
    code, said = command(import_sheet, "people", path)
    assert code == 1 and "line 2, organisation" in said and "3 rows are wrong" in said
    assert count(app, Affiliation) == before


def test_a_file_of_another_kind_is_refused_in_a_sentence(command, tmp_path):
    code, said = command(import_sheet, "zones", bodies(tmp_path / "o.csv", 1))
    assert code == 1 and "first line" in said


def test_a_body_is_not_renamed_nor_ended_by_a_sheet(command, tmp_path):
    path = write(tmp_path / "o.csv", ["code", "name", "kind", "until"], [["PM", "Altro nome", "university", ""]])
    code, said = command(import_sheet, "organisations", path)
    assert code == 1 and "line 2, name" in said
    path = write(
        tmp_path / "o.csv", ["code", "name", "kind", "until"], [["PM", "Politecnico di Prova", "university", "2026-12-31"]]
    )
    assert "line 2, until" in command(import_sheet, "organisations", path)[1]


def test_an_alias_a_parent_and_a_municipality_come_in(app, command, cast, tmp_path):
    header = ["code", "name", "kind", "parent", "istat_code", "population", "area", "aliases"]
    rows = [
        ["M1", "Municipio 1", "city_district", "CO", "", "", "", ""],
        ["CO", "Comune di Locate", "municipality", "", "015125", "10000", "12,5", "Locate Triulzi|Locate di Triulzi"],
    ]
    assert command(import_sheet, "organisations", write(tmp_path / "o.csv", header, rows))[0] == 0
    with app.app_context():
        town = cast.body("CO")
        assert cast.body("M1").parent is town
        assert (town.municipality.istat_code, float(town.municipality.area)) == ("015125", 12.5)
        assert [each.name for each in town.aliases] == ["Locate Triulzi", "Locate di Triulzi"]


def test_a_seat_and_its_delegate_come_in(app, command, cast, tmp_path):
    header = ["table", "organisation", "person", "role", "since"]
    path = write(tmp_path / "s.csv", header, [["TAV", "EX", "outsider@example.org", "delegate", "2026-01-01"]])
    assert command(import_sheet, "seats", path)[0] == 0
    with app.app_context():
        assert cast.mandate("outsider").role == "delegate"
    assert "0 are new" in command(import_sheet, "seats", path)[1]


def test_a_second_delegate_for_a_seat_is_a_bad_row(command, tmp_path):
    header = ["table", "organisation", "person", "role"]
    path = write(tmp_path / "s.csv", header, [["TAV", "PM", "outsider@example.org", "delegate"]])
    code, said = command(import_sheet, "seats", path)
    assert code == 1 and "line 2" in said
