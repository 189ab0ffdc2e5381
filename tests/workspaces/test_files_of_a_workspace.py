"""The shelf of a workspace: several files at once, versions, folders, taking back and putting back, files with a message."""

import csv
import io
import secrets
import zipfile
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.database import commit, db, utc_now, writing
from app.documents.models import File, storage_here
from app.documents.rounds import sweep
from app.happenings import Happening
from app.workspaces.models import Folder, MessageFile, SharedFile, Workspace
from app.workspaces.rounds.withdrawn_files import clear_withdrawn

PDF = b"%PDF-1.7 "


def send(visitor, room, *files, role="delegate", accept="application/json", **fields):
    sent = {"file": [(io.BytesIO(content), name) for name, content in files], **fields}
    return visitor(role).post(f"{room.page}/files", sent, accept=accept, content_type="multipart/form-data")


def revise(visitor, id, name, content, role="delegate", accept="application/json"):
    sent = {"file": (io.BytesIO(content), name)}
    return visitor(role).post(f"/shared-files/{id}/versions", sent, accept=accept, content_type="multipart/form-data")


def say_with(visitor, room, *files, role="delegate", nonce=None, **fields):
    sent = {"file": [(io.BytesIO(content), name) for name, content in files], "nonce": nonce or secrets.token_hex(16), **fields}
    return visitor(role).post(f"{room.talk}/files", sent, content_type="multipart/form-data")


@pytest.fixture
def shared(visitor, room):
    return send(visitor, room, ("alloggi.csv", b"Via;Posti\nVia Celoria;40\n")).json["id"]


def test_several_files_come_in_at_once_and_stand_on_the_page(visitor, room):
    made = send(visitor, room, ("uno.pdf", PDF + b"1"), ("due.pdf", PDF + b"2"))
    assert made.status_code == 201 and [each["name"] for each in made.json["items"]] == ["uno.pdf", "due.pdf"]
    for role in ("delegate", "other_delegate", "observer", "auditor"):
        page = visitor(role).get(f"{room.page}/files").text
        assert "uno.pdf" in page and "due.pdf" in page
    told = visitor("observer").get_json(f"{room.page}/files").json
    assert [each["name"] for each in told["items"]] == ["due.pdf", "uno.pdf"] and told["used"] == 20
    assert visitor("outsider").get(f"{room.page}/files").status_code == 404


def test_of_several_files_all_come_in_or_none(visitor, app, room):
    refused = send(visitor, room, ("uno.pdf", PDF + b"1"), ("male.exe", b"MZ\x90\x00"), accept="text/html")
    assert refused.status_code == 422 and 'id="share-file-error"' in refused.text
    same = send(visitor, room, ("uno.pdf", PDF + b"1"), ("UNO.pdf", PDF + b"2"))
    assert same.status_code == 422 and "uno.pdf" in same.text.lower()
    assert visitor("delegate").get_json(f"{room.page}/files").json["items"] == []
    assert send(visitor, room).status_code == 422
    assert send(visitor, room, *((f"{n}.pdf", PDF + bytes([n])) for n in range(11))).status_code == 422


def test_an_empty_shelf_says_what_to_do(visitor, room):
    assert "tv-empty" in visitor("delegate").get(f"{room.page}/files").text
    watching = visitor("observer").get(f"{room.page}/files").text
    assert "tv-empty" in watching and "multipart/form-data" not in watching


def test_a_new_version_keeps_the_earlier_one(visitor, room, shared):
    first = visitor("observer").get_json(f"/shared-files/{shared}").json["versions"][0]
    assert revise(visitor, shared, "alloggi.ods.csv", b"Via;Posti\n", role="other_delegate").json["version"] == 2
    told = visitor("observer").get_json(f"/shared-files/{shared}").json
    assert told["version"] == 2 and [each["number"] for each in told["versions"]] == [2, 1]
    assert visitor("observer").get(first["address"]).data == b"Via;Posti\nVia Celoria;40\n"
    page = visitor("observer").get(f"/shared-files/{shared}").text
    assert page.count(" download>") == 2


def test_the_very_bytes_of_the_latest_version_are_refused_kindly(visitor, room, shared):
    again = revise(visitor, shared, "altro.csv", b"Via;Posti\nVia Celoria;40\n", accept="text/html")
    assert again.status_code == 422 and 'id="version-file-error"' in again.text
    elsewhere = send(visitor, room, ("altro.csv", b"Via;Posti\nVia Celoria;40\n"))
    assert elsewhere.status_code == 422 and "alloggi.csv" in elsewhere.text


def test_folders_hold_files_and_one_file_moves_into_one(visitor, room, shared):
    delegate = visitor("delegate")
    folder = delegate.post(f"{room.page}/folders", {"name": "Bandi"}).json["id"]
    inner = delegate.post(f"{room.page}/folders", {"name": "2026", "parent": folder}).json["id"]
    assert delegate.post(f"{room.page}/folders", {"name": "bandi"}).status_code == 422
    assert delegate.post(f"/shared-files/{shared}/place", {"name": "posti", "folder": inner}).json["name"] == "posti.csv"
    there = delegate.get_json(f"{room.page}/files?folder={inner}").json
    assert [each["name"] for each in there["items"]] == ["posti.csv"]
    assert delegate.get_json(f"{room.page}/files").json["items"] == []
    assert delegate.post(f"/folders/{folder}/name", {"name": "Avvisi"}).status_code == 200
    assert "Avvisi" in delegate.get(f"{room.page}/files?folder={inner}").text
    assert delegate.get(f"{room.page}/files?folder=999").status_code == 404
    assert visitor("outsider").get(f"{room.page}/files?folder={inner}").status_code == 404
    assert visitor("other_delegate").get(f"{room.page}/files?folder={inner}").status_code == 200


def test_a_folder_of_another_workspace_is_no_folder_here(visitor, app, room, cast, shared):
    with app.app_context():
        writing()
        here = db.session.get(Workspace, room.id)
        other = Workspace(
            place=here.place.__class__(noun="workspace"), name="Altro", purpose="", purpose_html="", opened_at=utc_now()
        )
        db.session.add(other)
        db.session.flush()
        other.place.noun_id = other.id
        seat = other.place.seat(cast.body("PM"), "lead", by=cast.person("delegate"))
        own = seat.appoint(cast.person("delegate"), "delegate", by=cast.person("delegate"))
        db.session.flush()
        folder = Folder.make(other, "Altrove", None, own)
        commit()
        foreign = folder.id
    delegate = visitor("delegate")
    assert delegate.get(f"{room.page}/files?folder={foreign}").status_code == 404
    assert delegate.post(f"/shared-files/{shared}/place", {"name": "x.csv", "folder": foreign}).status_code == 422
    assert send(visitor, room, ("uno.pdf", PDF), folder=foreign).status_code == 422


def test_a_withdrawn_file_is_given_to_nobody_and_comes_back_within_thirty_days(visitor, room, shared):
    address = visitor("delegate").get_json(f"/shared-files/{shared}").json["versions"][0]["address"]
    assert visitor("delegate").post(f"/shared-files/{shared}/withdrawal", {"reason": ""}).status_code == 422
    assert visitor("delegate").post(f"/shared-files/{shared}/withdrawal", {"reason": "Dati vecchi"}).status_code == 200
    for role in ("delegate", "observer", "auditor"):
        assert visitor(role).get(address).status_code == 404
        assert visitor(role).get(f"{address}/preview").status_code == 404
    page = visitor("observer").get(f"/shared-files/{shared}").text
    assert "Dati vecchi" in page and " download>" not in page
    assert revise(visitor, shared, "x.csv", b"altro").status_code == 409
    assert visitor("other_delegate").post(f"/shared-files/{shared}/restoration").status_code == 403
    assert visitor("delegate").post(f"/shared-files/{shared}/restoration").status_code == 200
    assert visitor("observer").get(address).status_code == 200


def test_after_thirty_days_its_bytes_go_and_it_comes_back_no_more(visitor, app, room, shared):
    visitor("delegate").post(f"/shared-files/{shared}/withdrawal", {"reason": "Dati vecchi"})
    with app.app_context():
        clear_withdrawn(utc_now() + timedelta(days=29))
        assert db.session.get(SharedFile, shared).cleared_at is None
        clear_withdrawn(utc_now() + timedelta(days=31))
        file = db.session.get(SharedFile, shared).latest.file
        assert file.withdrawn_at and storage_here().path(file.sha256).exists()
        with time_machine.travel(utc_now() + timedelta(days=62), tick=True):
            sweep(utc_now())
        assert not storage_here().path(file.sha256).exists()
    assert visitor("delegate").post(f"/shared-files/{shared}/restoration").status_code == 409


def test_a_file_of_the_partner_is_withdrawn_by_the_partner_and_by_the_lead_only(visitor, room):
    theirs = send(visitor, room, ("loro.pdf", PDF), role="other_delegate").json["id"]
    assert visitor("observer").post(f"/shared-files/{theirs}/withdrawal", {"reason": "x"}).status_code == 403
    assert visitor("technician").post(f"/shared-files/{theirs}/withdrawal", {"reason": "Del capofila"}).status_code == 200
    assert visitor("other_delegate").post(f"/shared-files/{theirs}/restoration").status_code == 200


def test_a_folder_is_downloaded_as_one_archive_with_safe_names(visitor, app, room):
    folder = visitor("delegate").post(f"{room.page}/folders", {"name": "../../Bandi"}).json["id"]
    send(visitor, room, ("../../etc/atto.pdf", PDF + b"1"), folder=folder)
    send(visitor, room, ("\u202efdp.exe", PDF + b"2"))
    reply = visitor("observer").get(f"{room.page}/files.zip")
    assert reply.headers["Content-Disposition"].startswith("attachment") and "sandbox" in reply.headers["Content-Security-Policy"]
    with zipfile.ZipFile(io.BytesIO(reply.data)) as archive:
        names = archive.namelist()
        assert sorted(names) == ["-..-Bandi/atto.pdf", "fdp.exe.pdf"]
        assert archive.read("-..-Bandi/atto.pdf") == PDF + b"1"
    one = visitor("observer").get(f"{room.page}/files.zip?folder={folder}")
    assert zipfile.ZipFile(io.BytesIO(one.data)).namelist() == ["atto.pdf"]
    assert visitor("outsider").get(f"{room.page}/files.zip").status_code == 404


def test_the_list_is_a_csv_that_no_spreadsheet_runs(visitor, room):
    send(visitor, room, ("=cmd.pdf", PDF))
    rows = list(csv.reader(io.StringIO(visitor("observer").get(f"{room.page}/files.csv").text)))
    assert rows[1][0] == "'=cmd.pdf" and rows[1][1] == "1" and len(rows[1][6]) == 64


def test_the_room_of_a_workspace_ends(visitor, app, room):
    app.config["WORKSPACE_QUOTA"], kept = 30, app.config["WORKSPACE_QUOTA"]
    try:
        assert send(visitor, room, ("uno.pdf", PDF + b"x" * 15)).status_code == 201
        full = send(visitor, room, ("due.pdf", PDF + b"y" * 15))
        assert full.status_code == 422 and "MB" in full.json["detail"]
    finally:
        app.config["WORKSPACE_QUOTA"] = kept


def test_files_are_told_on_the_live_line_by_numbers_only(visitor, app, room, shared):
    revise(visitor, shared, "x.csv", b"altro;testo\n")
    visitor("delegate").post(f"/shared-files/{shared}/withdrawal", {"reason": "Dati vecchi"})
    with app.app_context():
        rows = db.session.scalars(select(Happening).where(Happening.kind.like("file-%")).order_by(Happening.seq)).all()
        assert [(each.kind, each.subject_id, each.facts) for each in rows] == [
            ("file-added", shared, {"version": 1}),
            ("file-revised", shared, {"version": 2}),
            ("file-withdrawn", shared, {}),
        ]


def test_a_message_comes_with_files_that_lie_in_the_folder_of_the_discussion(visitor, room):
    nonce = secrets.token_hex(16)
    said = say_with(visitor, room, ("alloggi.csv", b"Via;Posti\n"), nonce=nonce, body="Ecco i dati")
    assert said.status_code == 201
    again = say_with(visitor, room, ("alloggi.csv", b"Via;Posti\n"), nonce=nonce, body="Ecco i dati")
    assert again.status_code == 200 and again.json["id"] == said.json["id"]
    talk = visitor("observer").get(room.talk).text
    assert talk.count("tv-files") == 1 and "Ecco i dati" in talk and "alloggi.csv" in talk
    folder = visitor("observer").get_json(f"{room.page}/files").json["folders"][0]
    lies = visitor("observer").get_json(folder["address"]).json["items"]
    assert folder["name"] == "Discussione" and [each["name"] for each in lies] == ["alloggi.csv"]
    assert say_with(visitor, room, ("x.pdf", PDF), role="observer").status_code == 403
    assert say_with(visitor, room, ("x.pdf", PDF), role="outsider").status_code == 404


def test_the_same_name_in_the_talk_is_the_next_version_and_the_thread_is_told(visitor, app, room):
    say_with(visitor, room, ("alloggi.csv", b"Via;Posti\n"))
    say_with(visitor, room, ("alloggi.csv", b"Via;Posti;Canone\n"), role="other_delegate")
    with app.app_context():
        numbers = db.session.scalars(select(MessageFile).order_by(MessageFile.id)).all()
        assert [each.version.number for each in numbers] == [1, 2]
        shared = numbers[0].version.shared_id
    assert say_with(visitor, room, ("alloggi.csv", b"Via;Posti;Canone\n")).status_code == 201
    revise(visitor, shared, "alloggi.csv", b"Via;Posti;Canone;Mezzi\n")
    with app.app_context():
        assert db.session.scalar(select(Happening.kind).order_by(Happening.id.desc()).limit(1)) == "thread-line-added"


def test_the_same_file_twice_in_a_message_stands_once(app, visitor, room):
    twice = (("elenco.csv", b"Via;Posti\n"), ("elenco.csv", b"Via;Posti\n"))
    assert say_with(visitor, room, *twice, body="Eccolo").status_code == 201
    assert say_with(visitor, room, twice[0], body="Di nuovo").status_code == 201
    with app.app_context():
        messages = db.session.scalars(select(MessageFile.message_id)).all()
        assert len(messages) == 2 and len(set(messages)) == 2
        assert db.session.scalar(select(func.count(File.id)).where(File.name == "elenco.csv")) == 1


def test_a_message_with_files_that_are_refused_loses_no_word(visitor, room):
    sent = {"file": (io.BytesIO(b"MZ\x90\x00"), "x.exe"), "nonce": secrets.token_hex(16), "body": "Non si perde"}
    page = visitor("delegate").post(f"{room.talk}/files", sent, accept="text/html", content_type="multipart/form-data")
    assert page.status_code == 422 and "Non si perde" in page.text


def test_a_guest_finds_what_came_after_her_and_of_older_files_only_later_versions(visitor, room, shared):
    stay = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Porta i dati", "until": "2999-01-01"}
    stay["until"] = (utc_now() + timedelta(days=60)).date().isoformat()
    assert visitor("delegate").post(f"{room.page}/guests", stay).status_code == 201
    guest = visitor("guest")
    old = visitor("delegate").get_json(f"/shared-files/{shared}").json["versions"][0]["address"]
    assert guest.get_json(f"{room.page}/files").json["items"] == [] and guest.get(old).status_code == 404
    assert guest.get(f"/shared-files/{shared}").status_code == 404
    revise(visitor, shared, "alloggi.csv", b"Via;Posti;Canone\n")
    told = guest.get_json(f"/shared-files/{shared}").json
    assert [each["number"] for each in told["versions"]] == [2] and guest.get(old).status_code == 404
    own = send(visitor, room, ("mio.pdf", PDF), role="guest").json["id"]
    assert guest.post(f"/shared-files/{own}/withdrawal", {"reason": "Sbagliato"}).status_code == 200
    assert guest.post(f"/shared-files/{shared}/withdrawal", {"reason": "x"}).status_code == 403


def test_a_guest_learns_nothing_of_an_older_file_by_trying_its_name_or_its_bytes(visitor, room, shared):
    assert say_with(visitor, room, ("verbale.csv", b"Punto;Esito\n")).status_code == 201
    stay = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Porta i dati"}
    stay["until"] = (utc_now() + timedelta(days=60)).date().isoformat()
    assert visitor("delegate").post(f"{room.page}/guests", stay).status_code == 201
    folder = visitor("delegate").get_json(f"{room.page}/files").json["folders"][0]["id"]
    assert send(visitor, room, ("ALLOGGI.csv", b"Altro;testo\n"), role="guest").status_code == 201
    assert send(visitor, room, ("copia.csv", b"Via;Posti\nVia Celoria;40\n"), role="guest").status_code == 201
    assert say_with(visitor, room, ("verbale.csv", b"Punto;Voto\n"), role="guest").status_code == 201
    items = visitor("guest").get_json(f"{room.page}/files?folder={folder}").json["items"]
    assert {each["name"]: each["version"] for each in items} == {"verbale.csv": 1}
    place = f"/shared-files/{send(visitor, room, ('mio.csv', b'Mio;testo'), role='guest').json['id']}/place"
    assert visitor("guest").post(place, {"name": "alloggi.csv", "folder": ""}).status_code == 422  # a name of her own
    assert visitor("guest").post(place, {"name": "mio.csv", "folder": folder}).status_code == 200
    assert send(visitor, room, ("alloggi.csv", b"Ancora;altro\n")).status_code == 422


def test_who_is_released_is_given_nothing_more(visitor, app, room, shared):
    address = visitor("other_delegate").get_json(f"/shared-files/{shared}").json["versions"][0]["address"]
    assert visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Finito"}).status_code == 200
    for path in (address, f"{address}/preview", f"/shared-files/{shared}", f"{room.page}/files"):
        assert visitor("other_delegate").get(path).status_code == 404


def test_a_shelf_asks_as_many_questions_for_two_files_as_for_twelve(visitor, room, counted):
    delegate = visitor("delegate")
    counts = []
    for start, end in ((0, 2), (2, 12)):
        for n in range(start, end):
            send(visitor, room, (f"{n}.pdf", PDF + bytes([n])))
        with counted() as asked:
            delegate.get(f"{room.page}/files")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nothing_reaches_the_storage_of_who_may_not_add(visitor, app, room):
    with app.app_context():
        before = set(app.config["FILES"].glob("??/*"))
    assert send(visitor, room, ("nuovo.pdf", PDF + b"di chi osserva"), role="observer").status_code == 403
    assert set(app.config["FILES"].glob("??/*")) == before
    with app.app_context():
        assert db.session.scalar(select(File.id).where(File.name == "nuovo.pdf")) is None
