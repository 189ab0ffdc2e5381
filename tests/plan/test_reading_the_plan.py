"""The plan: its editions, the tree of one, an objective between what it comes from and what came of it."""

import pytest

from app.database import commit, db, utc_now, writing
from app.plan.models import Objective, PlanEdition


@pytest.fixture
def objectives(app, cast):
    with app.app_context():
        return {code: f"/objectives/{cast.objective(code).id}" for code in ("P1.A", "P1.A.1", "P2.M1")}


def test_the_edition_in_force_comes_first(visitor):
    told = visitor("outsider").get_json("/plan").get_json()
    assert told["edition"]["code"] == "P2"
    assert [each["title"] for each in told["items"]] == ["Territorio vicino"]
    page = visitor("outsider").get("/plan").text
    assert "Nuovo piano di prova" in page and "Territorio vicino" in page and "Case per gli studenti" not in page


def test_another_edition_is_a_tab_away(visitor, objectives):
    told = visitor("outsider").get_json("/plan?edition=P1").get_json()
    assert [(each["title"], each["depth"]) for each in told["items"]] == [("Abitare", 0), ("Case per gli studenti", 1)]
    assert "/plan?edition=P1" in visitor("outsider").get("/plan").text
    assert objectives["P1.A.1"] in visitor("outsider").get("/plan?edition=P1").text


def test_an_unknown_edition_is_not_there(visitor):
    assert visitor("outsider").get("/plan?edition=P9").status_code == 404


def test_a_house_without_a_plan_says_so(visitor, app):
    with app.app_context():
        writing()
        for noun in (Objective, PlanEdition):
            for each in db.session.scalars(db.select(noun).order_by(noun.id.desc())):
                db.session.delete(each)
                db.session.flush()
        commit()
    assert 'class="tv-empty"' in visitor("outsider").get("/plan").text
    assert visitor("outsider").get_json("/plan").get_json()["edition"] is None


def test_where_no_edition_is_in_force_the_newest_is_shown(visitor, app):
    with app.app_context():
        writing()
        db.session.scalar(db.select(PlanEdition).where(PlanEdition.code == "P2")).until = utc_now()
        commit()
    assert visitor("outsider").get_json("/plan").get_json()["edition"]["code"] == "P2"


def test_an_objective_tells_the_way_up_and_its_parts(visitor, objectives):
    told = visitor("outsider").get_json(objectives["P1.A.1"]).get_json()
    assert told["edition"]["code"] == "P1" and [each["title"] for each in told["above"]] == ["Abitare"]
    page = visitor("outsider").get(objectives["P1.A.1"]).text
    assert "/plan?edition=P1" in page and objectives["P1.A"] in page
    assert [each["title"] for each in visitor("outsider").get_json(objectives["P1.A"]).get_json()["children"]] == [
        "Case per gli studenti"
    ]
    assert objectives["P1.A.1"] in visitor("outsider").get(objectives["P1.A"]).text


def test_a_long_way_up_is_folded(visitor, app, cast):
    with app.app_context():
        writing()
        deepest = cast.objective("P1.A.1")
        for number in range(3):
            deepest = Objective(
                edition=deepest.edition, parent=deepest, code=f"D{number}", level="project", title=f"Passo {number}"
            )
            db.session.add(deepest)
        commit()
        address = f"/objectives/{deepest.id}"
    line = visitor("outsider").get(address).text.split("</nav>")
    line = next(part for part in line if "tv-filo" in part)
    assert "…" in line and "Passo 1" in line and "Abitare" not in line
    assert len(visitor("outsider").get_json(address).get_json()["above"]) == 4


def test_an_objective_that_nothing_serves_says_so(visitor, objectives):
    assert 'class="tv-empty"' in visitor("outsider").get(objectives["P2.M1"]).text


def test_a_decision_that_serves_an_objective_is_found_from_it(visitor, cast, app, objectives):
    with app.app_context():
        _, decision = cast.published_meeting()
        address = f"/decisions/{decision.id}"
    outsider = visitor("outsider")
    assert address in outsider.get(objectives["P1.A.1"]).text
    assert 'class="tv-empty"' not in outsider.get(objectives["P1.A.1"]).text
    counts = outsider.get_json("/plan?edition=P1").get_json()["decisions"]
    assert [each["decisions"] for each in counts] == [1]
    assert '<td class="tv-n">1</td>' in outsider.get("/plan?edition=P1").text


def test_a_decision_not_yet_published_is_not_counted_for_the_outsider(visitor, cast, app, objectives):
    with app.app_context():
        cast.closed_meeting()
    assert visitor("outsider").get_json("/plan?edition=P1").get_json()["decisions"] == []
    assert visitor("delegate").get_json("/plan?edition=P1").get_json()["decisions"] != []
    assert 'class="tv-empty"' in visitor("outsider").get(objectives["P1.A.1"]).text


def test_an_edition_counts_only_what_serves_its_own_objectives(visitor, cast, app):
    with app.app_context():
        cast.closed_meeting()
    delegate = visitor("delegate")
    counts = {code: delegate.get_json(f"/plan?edition={code}").get_json()["decisions"] for code in ("P1", "P2")}
    assert [each["decisions"] for each in counts["P1"]] == [1] and counts["P2"] == []


def test_english_readers_read_english_titles(visitor, objectives):
    outsider = visitor("outsider")
    outsider.http.set_cookie("tavolo_lang", "en")
    assert "<h1>Housing</h1>" in outsider.get(objectives["P1.A"]).text
    assert "Housing" in outsider.get("/plan?edition=P1").text


def test_what_is_not_there_is_a_calm_page(visitor):
    page = visitor("outsider").get("/objectives/999")
    assert page.status_code == 404 and "data-stop" in page.text
    assert visitor().get_json("/plan").status_code == 401


def test_forty_two_objectives_cost_as_many_queries_as_two(visitor, cast, app, counted, objectives):
    outsider = visitor("outsider")

    def ask():
        with counted() as statements:
            assert outsider.get("/plan?edition=P1").status_code == outsider.get(objectives["P1.A.1"]).status_code == 200
        return len(statements)

    ask()
    few = ask()
    with app.app_context():
        writing()
        area = cast.objective("P1.A")
        for number in range(42):
            db.session.add(
                Objective(edition=area.edition, parent=area, code=f"X{number}", level="project", title=f"Progetto {number}")
            )
        commit()
    assert ask() == few
