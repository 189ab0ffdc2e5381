"""Style, scripts and drawings are sent packed to whom they may be, byte for byte the same."""

import gzip
from pathlib import Path

import pytest


@pytest.fixture
def fetch(app):
    def fetch(name, accepted="gzip, br", **headers):
        answer = app.test_client().get(f"/static/dist/{name}?v=1", headers={"Accept-Encoding": accepted, **headers})
        return answer, (Path(app.static_folder) / "dist" / name)

    return fetch


TEXTS = {"app.css": "text/css", "room.js": "text/javascript", "sprites.svg": "image/svg+xml"}


@pytest.mark.parametrize("name, kind", TEXTS.items())
def test_texts_travel_packed(fetch, name, kind):
    answer, file = fetch(name)
    assert (answer.headers["Content-Encoding"], answer.mimetype) == ("gzip", kind)
    assert gzip.decompress(answer.data) == file.read_bytes()
    assert len(answer.data) < file.stat().st_size / 2
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "max-age=31536000"
    again, _ = fetch(name, **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0"])
def test_who_does_not_unpack_gets_them_as_they_are(fetch, accepted):
    answer, file = fetch("app.css", accepted)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == file.read_bytes()
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_fonts_are_packed_already(fetch):
    answer, file = fetch("fonts/titillium-web-v10-latin-ext_latin-700.woff2")
    assert answer.data == file.read_bytes()
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("name", ["nothing.css", "../../config.py", "..%2f..%2fconfig.py"])
def test_what_is_not_there_is_not_there(fetch, name):
    answer, _ = fetch(name)
    assert answer.status_code == 404
