"""Story 7: a delegate contests the minutes with a text; the rectification is a new version, and the first stays readable."""

from tests.meetings.test_contest_minutes import PASSAGE, RIGHT, held, in_view

__all__ = ["held", "in_view"]


def test_story_07_a_delegate_contests_the_minutes(in_view, visitor):
    meeting, minutes = in_view
    delegate, secretary = visitor("delegate"), visitor("secretary")

    page = delegate.get(f"{meeting}/minutes").text
    assert f'action="{minutes}/contestations"' in page and f'action="{minutes}/approval"' not in page
    contested = delegate.submit(f"{minutes}/contestations", PASSAGE)
    assert contested.status_code == 303
    address = contested.headers["Location"].split("?")[0]
    assert secretary.get_json(f"{meeting}/minutes").json["state"] == "contested"

    asked = secretary.get(address).text
    assert PASSAGE["text"] in asked and "Politecnico di Prova" in asked
    answered = {"source": RIGHT, "version": 2, "answer": "Ha ragione."}
    assert secretary.submit(f"{address}/rectification", answered).status_code == 303

    told = delegate.get(address).text
    assert "Ha ragione." in told and "<del>un</del>" in told and "<ins>due</ins>" in told
    assert "due elenchi" in delegate.get(f"{meeting}/minutes").text
    first = delegate.get(f"{meeting}/minutes?version=2").text
    assert "un elenco." in first and address in first
    assert delegate.get_json(f"{meeting}/minutes").json["versions"][1]["number"] == 2

    outsider = visitor("outsider")
    assert outsider.get(address).status_code == 404
    assert outsider.post(f"{minutes}/contestations", PASSAGE).status_code == 404
