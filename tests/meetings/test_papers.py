"""Papers of items: brought by who prepares them, in versions that stay, late after their deadline, read by who sees the item."""

import hashlib
import io
import os
import time
import zipfile
from datetime import timedelta

import pytest

from app.database import commit, db, midnight, utc_now, writing
from app.documents.models import Storage
from app.documents.rounds import sweep
from app.meetings.models import AgendaItem, Meeting, Paper, papers_due
from tests.states.guests import guest_of_item
from tests.states.meetings import convened
from tests.states.papers import CONTENT, PAPER, with_paper

OTHER = b"%PDF-1.7\n un'altra versione"


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return with_paper(cast)


def send(visitor, address, content=OTHER, name="relazione.pdf", accept="application/json", **more):
    sent = {"file": (io.BytesIO(content), name)} | more
    return visitor.post(address, sent, accept=accept, content_type="multipart/form-data")


def test_the_secretariat_and_the_chair_bring_a_paper_and_nobody_else_who_sees_the_item(visitor, names):
    door = f"/items/{names['item']}/papers"
    for number, role in enumerate(("secretary", "chair")):
        reply = send(visitor(role), door, b"%PDF-" + str(number).encode(), title=f"Relazione {role}")
        assert reply.status_code == 201, reply.text
    for role in ("delegate", "technician", "auditor"):
        assert send(visitor(role), door).status_code == 403
    for role in ("outsider", "admin", "org_admin"):
        assert send(visitor(role), door).status_code == 404
    assert send(visitor(), door).status_code == 401
    page = visitor("delegate").get(f"/items/{names['item']}").text
    assert "Relazione chair" in page and 'enctype="multipart/form-data"' not in page


def test_who_reports_on_the_item_brings_its_papers(app, cast, visitor, names):
    with app.app_context():
        writing()
        db.session.get(AgendaItem, names["item"]).rapporteur = cast.mandate("delegate")
        commit()
    reply = send(visitor("delegate"), f"/items/{names['item']}/papers", title="")
    assert reply.status_code == 201
    paper = visitor("technician").get_json(f"/items/{names['item']}").json["papers"][-1]
    assert paper["title"] == "relazione" and paper["versions"][0]["organisation"]["name"] == "Politecnico di Prova"
    assert send(visitor("substitute"), f"/items/{names['item']}/papers", b"%PDF-x").status_code == 403


def test_a_new_version_stands_first_and_the_earlier_ones_stay(visitor, names):
    reply = send(visitor("secretary"), f"/papers/{names['paper']}/versions")
    assert (reply.status_code, reply.json["version"]) == (201, 2)
    assert reply.json["sha256"] == hashlib.sha256(OTHER).hexdigest()
    paper = visitor("delegate").get_json(f"/items/{names['item']}").json["papers"][0]
    assert [(each["number"], each["name"]) for each in paper["versions"]] == [(2, "relazione.pdf"), (1, "parere.pdf")]
    assert [visitor("delegate").get(each["address"]).data for each in paper["versions"]] == [OTHER, CONTENT]


def test_the_same_bytes_are_neither_a_new_version_nor_a_new_paper(visitor, names):
    secretary = visitor("secretary")
    assert send(secretary, f"/papers/{names['paper']}/versions", CONTENT).status_code == 422
    assert send(secretary, f"/items/{names['item']}/papers", CONTENT).status_code == 422


def test_a_refused_file_loses_nothing_typed(visitor, names):
    reply = send(
        visitor("secretary"), f"/items/{names['item']}/papers", b"MZ\x90\x00", accept="text/html", title="Relazione sui costi"
    )
    assert reply.status_code == 422 and "paper-file-error" in reply.text and "Relazione sui costi" in reply.text
    reply = visitor("secretary").submit(f"/papers/{names['paper']}/versions")
    assert reply.status_code == 422 and PAPER in reply.text


def test_a_paper_is_late_by_the_dates_alone_and_again_in_time_when_the_sitting_moves(app, visitor, cast, names):
    with app.app_context():
        meeting = db.session.get(Meeting, names["meeting"])
        writing()
        meeting = db.session.get(Meeting, names["meeting"])
        meeting.starts_at = utc_now() + timedelta(days=3)
        commit()
    paper = visitor("delegate").get_json(f"/items/{names['item']}").json["papers"][0]
    assert paper["versions"][0]["late"]
    assert "tv-late" in visitor("delegate").get(f"/items/{names['item']}").text
    with app.app_context():
        writing()
        db.session.get(Meeting, names["meeting"]).table.papers_days_before = 0
        commit()
    assert not visitor("delegate").get_json(f"/items/{names['item']}").json["papers"][0]["versions"][0]["late"]


def test_papers_are_due_at_the_end_of_a_day_in_rome(app, cast):
    with app.app_context():
        meeting = db.session.get(Meeting, convened(cast)["meeting"])
        writing()
        meeting.starts_at = midnight(utc_now().date().replace(month=4, day=20)) + timedelta(hours=10)
        day = midnight(utc_now().date().replace(month=4, day=16))
        assert meeting.table.papers_days_before == 5 and papers_due(meeting) == day


def test_a_paper_withdrawn_is_given_to_nobody_and_stays_written(app, visitor, names):
    assert visitor("delegate").post(f"/papers/{names['paper']}/withdrawal").status_code == 403
    assert visitor("outsider").post(f"/papers/{names['paper']}/withdrawal").status_code == 404
    assert visitor("secretary").post(f"/papers/{names['paper']}/withdrawal").status_code == 200
    assert visitor("secretary").get(f"/files/{names['file']}").status_code == 404
    paper = visitor("delegate").get_json(f"/items/{names['item']}").json["papers"][0]
    assert paper["withdrawn"] and paper["versions"][0]["address"] is None
    assert PAPER in visitor("delegate").get(f"/items/{names['item']}").text
    assert visitor("secretary").post(f"/papers/{names['paper']}/withdrawal").status_code == 409
    assert send(visitor("secretary"), f"/papers/{names['paper']}/versions").status_code == 409


def test_a_paper_goes_out_as_an_attachment_and_its_reader_finds_it_marked_as_read(visitor, names):
    item = f"/items/{names['item']}"
    assert not visitor("delegate").get_json(item).json["papers"][0]["read"]
    headers = visitor("delegate").get(f"/files/{names['file']}").headers
    assert headers["Content-Disposition"].startswith("attachment") and headers["Content-Security-Policy"].startswith("sandbox")
    visitor("delegate").get(f"/files/{names['file']}")
    assert visitor("delegate").get_json(item).json["papers"][0]["read"]
    assert not visitor("substitute").get_json(item).json["papers"][0]["read"]
    send(visitor("secretary"), f"/papers/{names['paper']}/versions")
    assert not visitor("delegate").get_json(item).json["papers"][0]["read"]
    assert visitor("outsider").get(f"/files/{names['file']}").status_code == 404


def test_all_papers_of_a_meeting_come_in_one_archive_of_what_i_see(visitor, names):
    send(visitor("secretary"), f"/items/{names['item']}/papers", title="Bilancio")
    reply = visitor("technician").get(f"/meetings/{names['meeting']}/papers.zip")
    with zipfile.ZipFile(io.BytesIO(reply.data)) as archive:
        assert sorted(archive.read(name) for name in archive.namelist()) == sorted([CONTENT, OTHER])
        assert all(name.startswith("01-") for name in archive.namelist())
    assert visitor("outsider").get(f"/meetings/{names['meeting']}/papers.zip").status_code == 404
    visitor("secretary").post(f"/items/{names['item']}/confidentiality", {
        "public_title": "Questioni legali", "release_on": names["day"], "reason": "Lite pendente"})  # fmt: skip
    reply = visitor("technician").get(f"/meetings/{names['meeting']}/papers.zip")
    with zipfile.ZipFile(io.BytesIO(reply.data)) as archive:
        assert archive.namelist() == []


def test_a_guest_reads_the_papers_of_her_item_alone(app, cast, visitor):
    with app.app_context():
        names = guest_of_item(cast)
        names = with_paper(cast, names) | {"her_item": names["item"]}
    guest = visitor("guest")
    assert guest.get(f"/files/{names['file']}").status_code == 404
    mine = send(visitor("secretary"), f"/items/{names['her_item']}/papers").json["id"]
    with app.app_context():
        file = db.session.get(Paper, mine).latest.file_id
    assert guest.get(f"/files/{file}").data == OTHER
    assert [each["id"] for each in guest.get_json(f"/items/{names['her_item']}").json["papers"]] == [mine]


def test_a_closed_meeting_takes_no_paper(app, cast, visitor):
    with app.app_context():
        meeting, _ = cast.closed_meeting()
        item = meeting.items[0].id
    assert send(visitor("secretary"), f"/items/{item}/papers").status_code == 409


def test_an_item_with_papers_is_not_torn_up(visitor, names):
    assert visitor("secretary").post(f"/items/{names['item']}/withdrawal").status_code == 409


def test_the_round_keeps_the_bytes_of_papers_and_forgets_those_withdrawn(app, visitor, names):
    def age():
        for place in storage.folder.glob("??/*"):
            os.utime(place, (time.time() - 40 * 24 * 3600,) * 2)

    with app.app_context():
        storage = Storage(app.config["FILES"])
        age()
        sweep(utc_now())
    assert visitor("delegate").get(f"/files/{names['file']}").status_code == 200
    visitor("secretary").post(f"/papers/{names['paper']}/withdrawal")
    with app.app_context():
        age()
        sweep(utc_now())
        assert not storage.path(hashlib.sha256(CONTENT).hexdigest()).exists()


def test_the_pages_cost_the_same_with_one_paper_and_with_many(visitor, names, counted):
    pages = (f"/items/{names['item']}", f"/meetings/{names['meeting']}?item={names['item']}")
    delegate = visitor("delegate")
    costs = []
    for round_ in range(2):
        for page in pages:
            delegate.get(page)
            with counted() as asked:
                delegate.get(page)
            costs.append(len(asked))
        for number in range(4 * (1 - round_)):
            assert (
                send(visitor("secretary"), f"/items/{names['item']}/papers", b"%PDF-" + bytes([65 + number])).status_code == 201
            )
        send(visitor("chair"), f"/papers/{names['paper']}/versions", b"%PDF-v" + bytes([65 + round_]))
    assert costs[:2] == costs[2:]
