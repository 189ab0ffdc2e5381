"""Case 7: Baranzate left Bollate on 2001-12-12 in one register, in May 2004 in another: both dates, each with its source."""

from app.database import PartialDate, commit, db, writing
from app.membership.models import Organisation, Succession


def baranzate():
    writing()
    bollate, new = (Organisation.add(name=f"Comune di {name}", kind="municipality") for name in ("Bollate", "Baranzate"))
    row = Succession(kind="detachment", before=bollate, after=new)
    row.effective_on, row.effective_source = PartialDate("2004-05"), "documento di pianificazione"
    row.registered_on, row.registered_source = PartialDate("2001-12-12"), "tabella catastale"
    db.session.add(row)
    commit()
    return bollate, new


def test_case_07_both_dates_are_told_with_their_sources(context, visitor):
    bollate, new = baranzate()
    told = visitor("outsider").get_json(f"/organisations/{new.id}").get_json()["before"][0]
    assert (told["effective_on"], told["effective_source"]) == ("2004-05", "documento di pianificazione")
    assert (told["registered_on"], told["registered_source"]) == ("2001-12-12", "tabella catastale")
    page = visitor("outsider").get(f"/organisations/{new.id}").text
    assert "maggio 2004" in page and "12 dicembre 2001" in page and "tabella catastale" in page
    assert bollate.until is None


def test_case_07_a_partial_legal_date_is_taken_and_decides_nothing(cast, visitor, app):
    with app.app_context():
        body = cast.body("PM").id
    sent = {
        "into": "Scuola di Prova",
        "effective": "2024-05-01",
        "registered": "12/2021",
        "registered_source": "tabella catastale",
    }
    made = visitor("admin").post(f"/organisations/{body}/detachments", sent)
    told = visitor("outsider").get_json(f"/organisations/{made.get_json()['id']}").get_json()
    assert told["before"][0]["registered_on"] == "2021-12" and told["since"] == "2024-04-30T22:00:00Z"
