"""`flask register` exports the register and finds what was altered, in a file and in the archive."""

import json

import pytest

from app.database import commit, db, writing
from app.meetings.models import MinutesVersion


@pytest.fixture
def flask(app, cast):
    with app.app_context():
        cast.published_meeting()
    return lambda *words: app.test_cli_runner().invoke(args=["register", *words])


@pytest.fixture
def exported(flask, tmp_path):
    path = tmp_path / "register.jsonl"
    assert flask("export", str(path)).exit_code == 0
    return path


def test_a_whole_register_is_called_whole(flask, exported):
    for words in ((), (str(exported),)):
        result = flask("verify", *words)
        assert result.exit_code == 0 and result.output == "The register is whole.\n"


def test_an_export_has_an_entry_a_line(exported):
    (line,) = exported.read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert entry["number"] == 1 and "Si è deciso." in json.loads(entry["content"])["source"]


def test_an_altered_file_is_found(flask, exported):
    exported.write_text(exported.read_text(encoding="utf-8").replace("Si è deciso", "Si è negato"), encoding="utf-8")
    result = flask("verify", str(exported))
    assert result.exit_code == 1 and "entry 1" in result.output


def test_altered_minutes_are_found(app, flask):
    with app.app_context():
        writing()
        db.session.execute(db.update(MinutesVersion).values(source="Si è negato."))
        commit()
    result = flask("verify")
    assert result.exit_code == 1 and "shown otherwise than it was entered" in result.output


@pytest.mark.parametrize("junk", ["not JSON", "[1]", "7"])
def test_a_file_that_is_no_register_is_refused_in_a_sentence(flask, tmp_path, junk):
    path = tmp_path / "junk"
    path.write_text(junk)
    result = flask("verify", str(path))
    assert result.exit_code == 1 and result.output.startswith("Error: This is not an exported register")
