"""The files of an act: taken in by what they are, kept whole, given out as attachments to who may see."""

import hashlib
import io
import os
import time
import zipfile

import pytest

from app.database import db, utc_now
from app.documents.models import File
from app.documents.models.kinds import DOCX, ODT, P7M, PDF, media_type, safe_name
from app.documents.models.storage import Damaged, Storage, TooLarge
from app.documents.rounds import sweep
from tests.cast import PEOPLE
from tests.states.zones import zoned

PAPER = b"%PDF-1.7\n" + b"x" * 5000
MEGABYTE = 1024 * 1024


def archive(**files):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return into.getvalue()


def packed(how):
    """An ODT whose media type is squeezed, which none of those who write ODT does."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", how) as made:
        made.writestr("mimetype", ODT)
    return into.getvalue()


KINDS = {
    "atto.pdf": (PAPER, PDF),
    "foto.jpg": (b"\xff\xd8\xff\xe0" + b"x" * 50, "image/jpeg"),
    "schema.png": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "image/png"),
    "nota.txt": ("Così è deciso.\n" * 400).encode(),
    "testo.odt": (archive(mimetype=ODT), ODT),
    "testo.docx": (archive(**{"[Content_Types].xml": "x", "word__document.xml": "x"}), DOCX),
    "atto.pdf.p7m": (bytes.fromhex("308006092a864886f70d010702a080") + b"x" * 50, P7M),
}
KINDS["nota.txt"] = (KINDS["nota.txt"], "text/plain")
REFUSED = {
    "pagina.html.exe": b"MZ\x90\x00",
    "vuoto.pdf": b"",
    "archivio.zip": archive(foglio="x"),
    "macro.docx": archive(**{"[Content_Types].xml": "x", "word__document.xml": "x", "word__vbaProject.bin": "x"}),
    "rotto.docx": b"PK\x03\x04rotto",
    "stretto.odt": packed(zipfile.ZIP_DEFLATED),
    "stretto-e-rotto.odt": packed(zipfile.ZIP_DEFLATED).replace(b"\x4b", b"\xff"),
    "binario.txt": b"abc\x00def",
}


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return zoned(cast)


def send(visitor, names, content=b"%PDF-1.4 un altro", name="altro.pdf", accept="application/json"):
    sent = {"file": (io.BytesIO(content), name)}
    return visitor.post(f"/acts/{names['act']}/files", sent, accept=accept, content_type="multipart/form-data")


@pytest.mark.parametrize("name", KINDS)
def test_what_public_bodies_exchange_is_taken_in_and_comes_out_the_same(visitor, app, names, name):
    content, kind = KINDS[name]
    reply = send(visitor("secretary"), names, content, name)
    assert reply.status_code == 201, reply.text
    got = visitor("outsider").get(f"/files/{reply.get_json()['id']}")
    assert got.data == content and got.mimetype == kind and got.content_length == len(content)
    assert reply.get_json()["sha256"] == hashlib.sha256(content).hexdigest()
    assert name in got.headers["Content-Disposition"]


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_refused_with_a_sentence_beside_the_field(visitor, app, names, name):
    reply = send(visitor("secretary"), names, REFUSED[name], name, accept="text/html")
    assert reply.status_code == 422 and 'id="file-error"' in reply.text


def test_no_file_at_all_is_asked_for_again(visitor, names):
    secretary = visitor("secretary")
    assert secretary.submit(f"/acts/{names['act']}/files").status_code == 422
    assert secretary.submit(f"/acts/{names['act']}/files", {"file": "un testo"}).status_code == 422


def test_a_file_is_an_attachment_that_no_browser_runs(visitor, names):
    headers = visitor("outsider").get(f"/files/{names['file']}").headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["X-Content-Type-Options"] == "nosniff" and "no-store" in headers["Cache-Control"]


def test_who_may_record_the_act_adds_its_files_and_nobody_else(visitor, app, names):
    may = {"admin", "secretary", "zones_office", "org_admin"}
    for number, role in enumerate(PEOPLE):
        reply = send(visitor(role), names, b"%PDF-" + str(number).encode())
        assert reply.status_code == (201 if role in may else 403), role
    assert send(visitor(), names).status_code == 401
    assert visitor("outsider").get("/files/999").status_code == 404


def test_a_page_without_scripts_sends_it_and_shows_it(visitor, names):
    reply = send(visitor("secretary"), names, accept="text/html")
    assert reply.status_code == 303
    page = visitor("secretary").get(f"/acts/{names['act']}").text
    assert "altro.pdf" in page and 'enctype="multipart/form-data"' in page
    assert 'enctype="multipart/form-data"' not in visitor("outsider").get(f"/acts/{names['act']}").text


def test_twenty_megabytes_pass_here_and_only_here(visitor, app, names):
    secretary = visitor("secretary")
    assert send(secretary, names, b"%PDF-" + b"0" * (3 * MEGABYTE)).status_code == 201
    too_large = send(secretary, names, b"%PDF-" + b"1" * (20 * MEGABYTE), accept="text/html")
    assert too_large.status_code == 422 and 'id="file-error"' in too_large.text
    assert send(secretary, names, b"%PDF-" + b"2" * (21 * MEGABYTE)).status_code == 413
    assert secretary.post("/acts", {"title": "x" * (3 * MEGABYTE)}).status_code == 413
    assert send(visitor(), names, b"%PDF-" + b"3" * (3 * MEGABYTE)).status_code == 413
    with app.app_context():
        left = [place.name for place in app.config["FILES"].glob("incoming-*")]
        assert not left


def test_the_same_bytes_are_added_once_and_stored_once(visitor, app, names):
    secretary = visitor("secretary")
    assert send(secretary, names, PAPER).status_code == 201
    assert send(secretary, names, PAPER, "copia.pdf").status_code == 422


def test_a_file_taken_back_is_given_to_nobody(visitor, names):
    secretary = visitor("secretary")
    assert secretary.post(f"/files/{names['file']}/withdraw").status_code == 200
    assert secretary.get(f"/files/{names['file']}").status_code == 404
    assert secretary.post(f"/files/{names['file']}/withdraw").status_code == 404
    assert "atto.pdf" not in secretary.get(f"/acts/{names['act']}").text


def test_bytes_that_changed_on_disk_are_not_given_out(visitor, app, names):
    with app.app_context():
        place = Storage(app.config["FILES"]).path(db.session.get(File, names["file"]).sha256)
    place.write_bytes(b"altro")
    assert visitor("outsider").get(f"/files/{names['file']}").status_code == 503
    place.unlink()
    assert visitor("outsider").get(f"/files/{names['file']}").status_code == 503


def test_the_round_forgets_what_nobody_needs_for_thirty_days(visitor, app, names):
    visitor("secretary").post(f"/files/{names['file']}/withdraw")
    kept = send(visitor("secretary"), names, PAPER).get_json()["sha256"]
    with app.app_context():
        storage = Storage(app.config["FILES"])
        gone = db.session.get(File, names["file"]).sha256
        sweep(utc_now())
        assert storage.path(gone).exists()
        for each in (kept, gone):
            os.utime(storage.path(each), (time.time() - 40 * 24 * 3600,) * 2)
        sweep(utc_now())
        assert storage.path(kept).exists() and not storage.path(gone).exists()


def test_what_is_too_large_leaves_nothing_behind(tmp_path):
    storage = Storage(tmp_path)
    with pytest.raises(TooLarge):
        storage.store(io.BytesIO(b"x" * 100), 99)
    assert list(tmp_path.iterdir()) == []
    stored = storage.store(io.BytesIO(b"x" * 99), 99)
    with storage.read(stored.sha256) as file:
        assert file.read() == b"x" * 99
    with pytest.raises(Damaged):
        storage.read("0" * 64)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\atti\\Delibera 30.PDF", "Delibera 30.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("atto.docx", "atto.pdf"),
        ("verbale.v2", "verbale.v2.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_says_what_the_file_is(sent, kept):
    assert safe_name(sent, PDF) == kept


def test_a_text_cut_in_the_middle_of_a_letter_is_still_text():
    text = ("è" * 3000).encode()
    assert media_type(io.BytesIO(text), text[:4095]) == "text/plain"
