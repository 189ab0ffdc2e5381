"""Case 24: dates known in part (second half of 2018, April 2019) are first-class values and never decide a right."""

import random

import pytest

from app.database import PartialDate, commit, db, writing
from app.membership.models import Table

IN_ORDER = ["2018", "2018-07", "2018-07-30", "2018-07/12", "2018-08", "2019", "2019-04", "2019-04-30", "2019-04/06"]


def test_case_24_they_sort_in_time_in_python_and_in_the_database_alike(context):
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert [str(each) for each in sorted(PartialDate(text) for text in shuffled)] == IN_ORDER
    writing()
    for text in shuffled:
        Table.establish(code=text, name=text, kind="working_table", established=PartialDate(text))
    commit()
    query = db.select(Table.established).where(Table.established.is_not(None)).order_by(Table.established)
    assert [str(each) for each in db.session.scalars(query)] == IN_ORDER


@pytest.mark.parametrize(
    ("known", "italian", "english"),
    [
        ("2018-07/12", "secondo semestre 2018", "second half of 2018"),
        ("2018-01/06", "primo semestre 2018", "first half of 2018"),
        ("2019-04", "aprile 2019", "April 2019"),
        ("2018", "2018", "2018"),
        ("2019-04/06", "aprile–giugno 2019", "April–June 2019"),
    ],
)
def test_case_24_a_table_shows_what_is_known_of_its_date(app, visitor, known, italian, english):
    with app.app_context():
        writing()
        table = Table.establish(code="WT", name="Tavolo di lavoro", kind="working_table", established=PartialDate(known))
        commit()
    outsider = visitor("outsider")
    assert italian in outsider.get(f"/tables/{table.id}").text
    assert outsider.get_json(f"/tables/{table.id}").get_json()["established"] == known
    outsider.http.set_cookie("tavolo_lang", "en")
    assert english in outsider.get(f"/tables/{table.id}").text


@pytest.mark.parametrize("wrong", ["2018-12/07", "2018-07/07", "2018-07/13", "2018/12", "2018-07-01/12"])
def test_case_24_what_is_no_date_is_refused(wrong):
    with pytest.raises(ValueError, match="not a partial date"):
        PartialDate(wrong)


def test_case_24_a_date_known_in_part_gives_and_takes_no_right(app, cast, visitor):
    with app.app_context():
        writing()
        cast.table().established = PartialDate("2199-07/12")
        commit()
        meeting = cast.convened_meeting().id
    assert visitor("delegate").get(f"/meetings/{meeting}").status_code == 200
    assert visitor("outsider").get(f"/meetings/{meeting}").status_code == 404
