"""Looking at a file: pictures and words made in a child that the system confines, kept by content, hostile files survived."""

import io
import struct
import time
import zipfile
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

from app.database import db
from app.documents import previews
from app.documents.models import File, taking
from app.documents.models.kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, media_type
from tests.states.zones import zoned

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def act(app, cast):
    with app.app_context():
        return zoned(cast)["act"]


@pytest.fixture
def sent(visitor, act):
    """Sends a file to the act and returns its address."""

    def send(name, content):
        into = {"file": (io.BytesIO(content), name)}
        reply = visitor("secretary").post(f"/acts/{act}/files", into, content_type="multipart/form-data")
        assert reply.status_code == 201, reply.text
        return f"/files/{reply.json['id']}"

    return send


def archive(how=zipfile.ZIP_DEFLATED, **parts):
    """An archive whose `mimetype` is stored plainly; `__` in a name is a slash, `_dot_` a dot."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", how) as made:
        for name, content in parts.items():
            plain = zipfile.ZIP_STORED if name == "mimetype" else how
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content, plain)
    return into.getvalue()


def odf(kind, body):
    content = f'<o:x xmlns:o="o" xmlns:text="{TEXT}" xmlns:table="{TABLE}">{body}</o:x>'
    return archive(mimetype=kind, content_dot_xml=content)


def ooxml(**parts):
    return archive(**{"[Content_Types].xml": "<x/>"}, **parts)


def png(width=40, height=20):
    into = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(into, "PNG")
    return into.getvalue()


def pdf(pages=2):
    into = io.BytesIO()
    first, *more = [Image.new("RGB", (60, 80), (n * 100 % 255, 80, 80)) for n in range(pages)]
    first.save(into, "PDF", save_all=True, append_images=more)
    return into.getvalue()


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(width=40_000, height=25_000):
    """A PNG that says it holds a thousand million pixels, in a few hundred bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_picture_is_made_again_without_what_was_written_beside_its_pixels(visitor, sent):
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "casa di qualcuno", 6
    into = io.BytesIO()
    Image.new("RGB", (3000, 1000), "teal").save(into, "JPEG", exif=exif)
    address = sent("foto.jpg", into.getvalue())
    told = visitor("outsider").get_json(f"{address}/preview").json
    assert told["preview"]["picture"] and (told["preview"]["width"], told["preview"]["height"]) == (467, 1400)
    reply = visitor("outsider").get(f"{address}/preview/1.png")
    assert reply.mimetype == "image/png" and reply.data.startswith(b"\x89PNG") and b"casa di" not in reply.data
    assert reply.headers["Content-Security-Policy"].startswith("sandbox") and reply.headers["X-Content-Type-Options"] == "nosniff"
    assert not Image.open(io.BytesIO(reply.data)).getexif()
    page = visitor("outsider").get(f"{address}/preview").text
    assert f'src="{address}/preview/1.png"' in page and 'alt="' in page and "foto.jpg" in page


def test_the_pages_of_a_pdf_are_turned_without_scripts(visitor, sent):
    address = sent("atto.pdf", pdf(3))
    reader = visitor("outsider")
    first, last = reader.get(f"{address}/preview").text, reader.get(f"{address}/preview?page=3").text
    assert "preview?page=2" in first and 'rel="prev"' not in first
    assert "preview?page=2" in last and 'rel="next"' not in last
    pictures = {reader.get(f"{address}/preview/{n}.png").data for n in (1, 2, 3)}
    assert len(pictures) == 3
    for nowhere in ("preview?page=4", "preview?page=0", "preview?page=x", "preview/4.png", "preview/0.png"):
        assert reader.get(f"{address}/{nowhere}").status_code == 404


def test_a_second_look_costs_no_child(visitor, sent, monkeypatch):
    address = sent("atto.pdf", pdf(1))
    visitor("outsider").get(f"{address}/preview")
    monkeypatch.setattr(previews, "asked", None)
    assert visitor("outsider").get(f"{address}/preview/1.png").status_code == 200
    assert visitor("outsider").get_json(f"{address}/preview").json["preview"]["picture"]


READ = {
    "nota.txt": ("Così è <b>deciso</b>\n".encode(), {"lines": ["Così è <b>deciso</b>"]}),
    "posti.csv": (b"Via;Posti\nVia Celoria;40\n", {"rows": [["Via", "Posti"], ["Via Celoria", "40"]]}),
    "testo.odt": (odf(ODT, "<text:p>Ciao <text:span>a tutti</text:span></text:p>"), {"lines": ["Ciao a tutti"]}),
    "lucidi.odp": (odf(ODP, "<text:p>Prima</text:p><text:p>Seconda</text:p>"), {"lines": ["Prima", "Seconda"]}),
    "conti.ods": (
        odf(
            ODS,
            '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell>'
            "<table:table-cell><text:p>otto</text:p></table:table-cell></table:table-row>",
        ),
        {"rows": [["7", "7", "otto"]]},
    ),
    "testo.docx": (
        ooxml(word__document_dot_xml=f'<w:d xmlns:w="{WORD}"><w:p><w:r><w:t>Uno</w:t></w:r></w:p></w:d>'),
        {"lines": ["Uno"]},
    ),
    "lucidi.pptx": (
        ooxml(
            ppt__presentation_dot_xml="<x/>",
            ppt__slides__slide1_dot_xml=f'<a:x xmlns:a="{DRAWING}"><a:p><a:t>Prima</a:t></a:p></a:x>',
        ),
        {"lines": ["Prima"]},
    ),
    "conti.xlsx": (
        ooxml(
            xl__workbook_dot_xml="<x/>",
            xl__sharedStrings_dot_xml=f'<s:t xmlns:s="{SHEET}"><s:si><s:t>Via</s:t></s:si></s:t>',
            xl__worksheets__sheet1_dot_xml=f'<s:w xmlns:s="{SHEET}"><s:row>'
            '<s:c t="s"><s:v>0</s:v></s:c><s:c><s:v>40</s:v></s:c></s:row></s:w>',
        ),
        {"rows": [["Via", "40"]]},
    ),
}


@pytest.mark.parametrize("name", READ)
def test_words_and_cells_are_shown_as_text(visitor, sent, name):
    content, wanted = READ[name]
    address = sent(name, content)
    preview = visitor("outsider").get_json(f"{address}/preview").json["preview"]
    assert {key: preview.get(key) for key in wanted} == wanted
    page = visitor("outsider").get(f"{address}/preview")
    assert page.status_code == 200 and "<b>deciso" not in page.text
    assert visitor("outsider").get(f"{address}/preview/1.png").status_code == 404


HOSTILE = {
    "bomba.png": (bomb(), "large"),
    "lunga.png": (bomb(900_000, 60), "large"),
    "rotta.png": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "broken"),
    "rotto.pdf": (b"%PDF-1.7\n<script>alert(1)</script>", "broken"),
    "poliglotta.pdf": (b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF", "broken"),
    "miliardo.odt": (
        archive(
            mimetype=ODT,
            content_dot_xml=f'<!DOCTYPE x [<!ENTITY a "ah ah"><!ENTITY b "&a;&a;">]>'
            f'<x xmlns:text="{TEXT}"><text:p>&b;</text:p></x>',
        ),
        "broken",
    ),
    "da-fuori.docx": (
        ooxml(word__document_dot_xml='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'),
        "broken",
    ),
    "atto.pdf.p7m": (bytes.fromhex("308006092a864886f70d010702a080") + b"x" * 50, "kind"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_sentence_and_nothing_else(visitor, sent, name):
    content, why = HOSTILE[name]
    address = sent(name, content)
    assert visitor("outsider").get_json(f"{address}/preview").json["preview"]["refused"] == why
    page = visitor("outsider").get(f"{address}/preview")
    assert page.status_code == 200 and "alert(1)" not in page.text and "ah ah" not in page.text
    assert visitor("outsider").get(f"{address}/preview/1.png").status_code == 404


def test_what_swells_more_than_its_directory_says_is_stopped_while_it_comes_out(app, visitor, sent):
    """The directory is written by who sends it: it says one byte, and sixty million come."""
    content = archive(mimetype=ODT, content_dot_xml=b"<a>" + b" " * 60_000_000 + b"</a>")
    said = content.replace(struct.pack("<I", 60_000_007), struct.pack("<I", 1))
    assert said != content
    preview = visitor("outsider").get_json(f"{sent('gonfio.odt', said)}/preview").json["preview"]
    assert preview["refused"] in ("large", "broken")


@pytest.mark.parametrize("name", ["logo.svg", "pagina.html"])
def test_html_and_svg_are_words_that_no_browser_runs(visitor, sent, name):
    address = sent(name, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    given = visitor("outsider").get(address)
    assert given.mimetype == "text/plain" and f"{name}.txt" in given.headers["Content-Disposition"]
    assert given.headers["Content-Security-Policy"].startswith("sandbox")
    page = visitor("outsider").get(f"{address}/preview").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


REFUSED = {
    "zip of anything": archive(foglio="x"),
    "swells": archive(mimetype=ODT, content_dot_xml=b"0" * 8_000_000),
    "macros of office": ooxml(word__document_dot_xml="x", word__vbaProject_dot_bin="x"),
    "old macros of sheets": ooxml(xl__workbook_dot_xml="x", xl__macrosheets__sheet1_dot_xml="x"),
    "macros of libreoffice": archive(mimetype=ODS, content_dot_xml="x", Basic__Standard__Module1_dot_xml="x"),
    "too many parts": archive(mimetype=ODT, **{f"p{n}": "" for n in range(3001)}),
    "only half": odf(ODT, "<text:p/>")[:-30],
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_archive_with_macros_or_that_swells_is_not_taken_in(what):
    assert media_type(io.BytesIO(REFUSED[what]), REFUSED[what][:4096]) is None


@pytest.mark.parametrize("kind", [ODT, ODS, ODP, DOCX, XLSX, PPTX])
def test_texts_sheets_and_slides_are_told_by_what_is_in_them(kind):
    parts = {DOCX: "word__document_dot_xml", XLSX: "xl__workbook_dot_xml", PPTX: "ppt__presentation_dot_xml"}
    content = ooxml(**{parts[kind]: "<x/>"}) if kind in parts else odf(kind, "")
    assert media_type(io.BytesIO(content), content[:4096]) == kind


def test_who_does_not_see_the_file_does_not_see_its_preview(visitor, app, sent):
    address = sent("atto.pdf", pdf(1))
    visitor("outsider").get(f"{address}/preview")
    assert visitor().get_json(f"{address}/preview/1.png").status_code == 401
    visitor("secretary").post(f"{address}/withdraw")
    for path in ("preview", "preview/1.png"):
        assert visitor("outsider").get(f"{address}/{path}").status_code == 404


@pytest.mark.alone
def test_a_child_that_does_not_end_is_killed(app, context, monkeypatch, tmp_path):
    slow = tmp_path / "drawing.py"
    slow.write_text("while True: pass")
    monkeypatch.setattr(previews, "CHILD", slow)
    monkeypatch.setattr(previews, "PATIENCE", 0.5)
    begun = time.monotonic()
    with (tmp_path / "x").open("wb+") as source:
        assert previews.asked(source, "text/plain", 1) == ({"refused": "slow"}, b"")
    assert time.monotonic() - begun < 5


def test_a_child_knows_nothing_of_the_house(app, context, monkeypatch, tmp_path):
    """Neither its key nor its database: its surroundings are empty."""
    monkeypatch.setenv("TAVOLO_SECRET_KEY", "segreto")
    telling = tmp_path / "drawing.py"
    telling.write_text('import os, json\nprint(json.dumps({"names": sorted(os.environ)}))')
    monkeypatch.setattr(previews, "CHILD", telling)
    with (tmp_path / "x").open("wb+") as source:
        facts, _ = previews.asked(source, "text/plain", 1)
    assert facts == {"names": ["LC_ALL"]}


def test_a_damaged_file_is_said_to_be_so(visitor, app, sent):
    address = sent("nota.txt", b"Una nota da guardare")
    with app.app_context():
        file = db.session.get(File, int(address.rsplit("/", 1)[-1]))
        taking.storage_here().path(file.sha256).write_bytes(b"altro")
    assert visitor("outsider").get(f"{address}/preview").status_code == 503


def test_previews_are_a_cache_that_is_swept(app, context):
    file = SimpleNamespace(sha256="ab" * 32)
    place = previews.place_of(file.sha256, 1, "json")
    previews.keep(place, b"{}")
    previews.forget_untouched_since(time.time() - 60)
    assert place.exists()
    previews.forget_untouched_since(time.time() + 60)
    assert not place.exists()
