"""How the register of decisions, the board of actions, the desk and a body's promises grow: 1,000 against 100,000 decisions.

`python -m bench.decision_register [few] [many]` seeds an archive of its own by a fixed seed for each size, asks each page
as a delegate of one of ten tables, and prints the medians of so many requests, in milliseconds of processor time (what
else the machine does is not counted; SQLite runs within), and their ratio (P9 of the quality table: at most 1.5). With
`--explain` the plan of each slow statement is printed too.
"""

import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from flask_migrate import upgrade
from sqlalchemy import event, insert, text

from app import create_app
from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action, AgendaItem, Decision, Meeting
from app.membership.models import SignIn, Table
from tests.cast import LONG_AGO, Cast, build_world

TABLES, ITEMS, SAMPLES, SEED = 10, 5, 9, 20
PAGES = (
    "/decisions", "/decisions?state=late", "/decisions?state=executed", "/decisions?year=2024", "/decisions?organisation={rare}",
    "/decisions?q=parola", "/decisions?page=3", "/actions", "/actions?state=late", "/", "/organisations/{rare}/promises",
    "/meetings/{meeting}",
)  # fmt: skip


def main(few=1_000, many=100_000, explain=False):
    times = {size: measured(size, explain) for size in (few, many)}
    print(f"{'page':36}{few:>10}{many:>10}   ratio")
    for page in PAGES:
        a, b = times[few][page], times[many][page]
        print(f"{page:36}{a:10.1f}{b:10.1f}{b / a:8.2f}")


def measured(size, explain):
    """{page: median in milliseconds} of an archive with so many decisions."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(folder))
        with app.app_context():
            upgrade()
            build_world()
            names = seed(size)
            writing()
            SignIn.begin(Cast().person("delegate"), "x" * 43, "bench", proven=True)
            commit()
        browser = app.test_client()
        browser.set_cookie(app.config["SESSION_COOKIE_NAME"], "x" * 43)
        return {page: asked(app, browser, page.format(**names), explain) for page in PAGES}


def settings(folder):
    base = {"TESTING": True, "SECRET_KEY": "a key for measuring, long enough", "INSTANCE": Path(folder), "FILES": Path(folder)}
    return base | {"RATELIMIT_ENABLED": False, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/bench.sqlite"}


def asked(app, browser, address, explain):
    assert browser.get(address).status_code == 200, address
    if explain:
        print_plans(app, browser, address)
    spent = []
    for _ in range(SAMPLES):
        began = time.process_time()
        browser.get(address)
        spent.append((time.process_time() - began) * 1000)
    return median(spent)


def print_plans(app, browser, address):
    """The statements that take longer than 5 ms, each with the plan by which it is answered."""
    slow, began = [], {}

    def before(_connection, _cursor, statement, parameters, *_rest):
        began["at"] = time.perf_counter()

    def after(_connection, _cursor, statement, parameters, *_rest):
        took = (time.perf_counter() - began["at"]) * 1000
        if took > 5:
            slow.append((took, statement, parameters))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    browser.get(address)
    event.remove(engine, "before_cursor_execute", before)
    event.remove(engine, "after_cursor_execute", after)
    with app.app_context():
        for took, statement, parameters in slow:
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            print(f"\n{address}: {took:.0f} ms\n{statement[:300]}\n" + "\n".join(f"  {row[3]}" for row in plan))


# --- The archive -----------------------------------------------------------------------------------------------------


def seed(size):
    """Ten tables, sittings of five items, each with a decision and an action; nine decisions in ten are published.

    Of the older ones nine in ten are carried out, of the rest some are late; one body in a hundred rows is rare.
    """
    dice, cast = random.Random(SEED), Cast()
    tables = [cast.table(), *more_tables(cast)]
    bodies = [cast.body(code).id for code in ("PM", "US", "CM", "RL")]
    rare, voice, objective = cast.body("FH").id, cast.mandate("secretary"), cast.objective().id
    people = [cast.person(role).id for role in ("delegate", "other_delegate", "secretary")]
    meetings, items, decisions, actions = [], [], [], []
    now, today = utc_now(), day_of(utc_now())
    for number in range(size):
        meeting, age = number // ITEMS + 1, timedelta(days=2000 * (size - number) / size)
        at, due = now - age, today - age + timedelta(days=90)
        table = tables[meeting % TABLES].id
        if number % ITEMS == 0:
            facts = {"id": meeting, "table_id": table, "title": f"Seduta {meeting}", "starts_at": at, "location": ""}
            meetings.append(facts | {"planned_by_id": voice.id, "convened_at": at, "opened_at": at, "closed_at": at})
        item = {"id": number + 1, "meeting_id": meeting, "position": number % ITEMS + 1, "title": f"Punto {number}"}
        items.append(item | {"note": "", "outcome": "output", "outcome_note": "", "outcome_at": at})
        done = now - age / 2 if age.days > 300 and dice.random() < 0.9 else None
        body = rare if number >= size - 1000 and number % 100 == 0 else dice.choice(bodies)
        words = "Una parola rara." if number % 50 == 0 else "Si fa un elenco comune."
        decisions.append({
            "id": number + 1, "item_id": number + 1, "table_id": table, "series": str(at.year), "year": at.year,
            "number": number + 1, "text": words, "html": f"<p>{words}</p>", "responsible_organisation_id": body,
            "responsible_person_id": dice.choice(people), "due_on": due, "no_resources": True, "resources": "",
            "objective_id": objective, "recorded_by_id": voice.id, "adopted_at": at, "executed_at": done, "begun_at": done,
            "published_at": at if dice.random() < 0.9 else None,
        })  # fmt: skip
        actions.append({
            "table_id": table, "item_id": number + 1, "decision_id": number + 1, "text": words, "organisation_id": body,
            "person_id": dice.choice(people), "due_on": due, "given_at": at, "given_by_id": people[2], "begun_at": done,
            "done_at": done, "news_at": at,
        })  # fmt: skip
    save(meetings, items, decisions, actions)
    last = max(each["id"] for each in meetings if each["table_id"] == tables[0].id)
    return {"rare": rare, "meeting": last}


def more_tables(cast):
    writing()
    tables = [Table.establish(code=f"B{number}", name=f"Tavolo {number}", kind="working_table") for number in range(1, TABLES)]
    for table in tables:
        table.place.seat(cast.body("CM"), "member", since=LONG_AGO)
    commit()
    return tables


def save(meetings, items, decisions, actions):
    writing()
    for noun, rows in ((Meeting, meetings), (AgendaItem, items), (Decision, decisions), (Action, actions)):
        for begin in range(0, len(rows), 5000):
            db.session.execute(insert(noun), rows[begin : begin + 5000])
    db.session.execute(text("ANALYZE"))
    commit()


if __name__ == "__main__":
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(*sizes, explain="--explain" in sys.argv)
