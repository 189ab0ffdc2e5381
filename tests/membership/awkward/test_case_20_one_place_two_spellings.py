"""Case 20: "Locate Triulzi" and "Locate di Triulzi", "TICINIO": matched on the ISTAT code, and every spelling is kept."""

import pytest

from app.database import commit, writing
from app.errors import RuleBroken
from app.membership.models import Alias, Organisation
from app.membership.queries.naming_bodies import bodies_named


@pytest.fixture
def locate(context):
    writing()
    body = Organisation.add(name="Comune di Locate di Triulzi", kind="municipality", istat_code="015125")
    Alias.add(body, "Locate Triulzi", "spelling", "documenti della Città metropolitana")
    ticino = Organisation.add(name="Comune di Boffalora sopra Ticino", kind="municipality", istat_code="015026")
    Alias.add(ticino, "BOFFALORA SOPRA TICINIO", "spelling")
    commit()
    return body


@pytest.mark.parametrize("typed", ["Locate Triulzi", "locate triulzi", "Locate di Triulzi", "015125"])
def test_case_20_it_is_found_by_either_spelling_and_by_its_code(locate, visitor, typed):
    found = visitor("outsider").get_json(f"/organisations?q={typed}").get_json()["items"]
    assert [each["id"] for each in found] == [locate.id]


def test_case_20_a_wrong_spelling_leads_to_the_place(locate, visitor):
    found = visitor("outsider").get_json("/organisations?q=ticinio").get_json()["items"]
    assert [each["name"] for each in found] == ["Comune di Boffalora sopra Ticino"]


def test_case_20_a_form_takes_any_spelling_for_the_same_body(locate, app, visitor):
    with app.test_request_context(headers={"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={visitor('admin').token}"}):
        same = bodies_named(["015125", "Locate Triulzi", "comune di locate di triulzi"], "others")
        assert {each.id for each in same} == {locate.id}
        with pytest.raises(RuleBroken):
            bodies_named(["Locate"], "others")
