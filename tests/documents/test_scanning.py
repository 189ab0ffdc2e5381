"""ClamAV: a file is shown to the daemon before anything of it is kept; here a small server speaks its INSTREAM (clamd(8)).

The real daemon wants hundreds of megabytes of signatures; what is tested is our side of the conversation, over real sockets.
"""

import io
import socketserver
import threading

import pytest

from app.database import db
from app.documents.models import File
from app.documents.models.scanning import ScannerSilent, answers, scanned
from config import BadSetting, from_environment
from tests.states.zones import zoned

# The test file of EICAR (eicar.org), in two parts so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 30 * 1024 * 1024


class Clamd(socketserver.StreamRequestHandler):
    """zPING and zINSTREAM, as clamd answers them."""

    def handle(self):
        command = self.until_nul()
        if command == b"PING":
            self.wfile.write(b"PONG\0")
        elif command == b"INSTREAM":
            self.wfile.write(self.server.word or self.verdict(self.stream()))

    def until_nul(self):
        said = b""
        while (byte := self.rfile.read(1)) not in (b"", b"\0"):
            said += byte
        assert said.startswith(b"z")
        return said[1:]

    def stream(self):
        whole = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            whole += self.rfile.read(size)
            assert len(whole) <= LARGEST
        self.server.seen.append(whole)
        return whole

    def verdict(self, content):
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"


class Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@pytest.fixture
def clamd():
    with Tcp(("127.0.0.1", 0), Clamd) as server:
        server.word, server.seen = b"", []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def guarded(app, clamd):
    app.config["CLAMD"] = clamd.server_address
    yield clamd
    app.config["CLAMD"] = None


@pytest.fixture
def act(app, cast):
    with app.app_context():
        return zoned(cast)["act"]


def send(visitor, act, content, name="nota.txt", accept="application/json"):
    sent = {"file": (io.BytesIO(content), name)}
    return visitor("secretary").post(f"/acts/{act}/files", sent, accept=accept, content_type="multipart/form-data")


def kept(app):
    return set(app.config["FILES"].glob("??/*"))


def test_a_clean_file_is_shown_whole_to_the_daemon_and_kept(visitor, app, guarded, act):
    content = b"Una riga lunga.\n" * 20_000
    assert send(visitor, act, content).status_code == 201
    assert guarded.seen == [content]


def test_an_infected_file_is_refused_and_nothing_of_it_is_kept(visitor, app, guarded, act, caplog):
    before = kept(app)
    refused = send(visitor, act, EICAR, accept="text/html")
    assert refused.status_code == 422 and "Win.Test.EICAR_HDB-1" in refused.text and 'id="file-error"' in refused.text
    assert kept(app) == before and "EICAR" in caplog.text
    with app.app_context():
        assert db.session.scalar(db.select(File.id).where(File.size == len(EICAR))) is None


def test_where_the_daemon_is_down_no_file_comes_in(visitor, app, clamd, act):
    before = kept(app)
    app.config["CLAMD"] = ("127.0.0.1", 9)
    try:
        assert send(visitor, act, b"Una nota").status_code == 503
        ready = visitor().get_json("/readyz")
        assert ready.status_code == 503 and any("clamd" in each for each in ready.json["missing"])
    finally:
        app.config["CLAMD"] = None
    assert kept(app) == before
    assert visitor().get_json("/readyz").status_code == 200


@pytest.mark.parametrize("word", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: boh\0", b"stream: OK di certo\0"])
def test_a_word_that_is_not_ok_is_not_taken_for_it(visitor, app, guarded, act, word):
    guarded.word = word or b"\0"
    assert send(visitor, act, b"Una nota").status_code == 503


def test_a_daemon_that_hangs_up_in_the_middle_is_no_answer(visitor):
    class Rude(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.recv(10)

    with Tcp(("127.0.0.1", 0), Rude) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        with pytest.raises(ScannerSilent):
            scanned(server.server_address, io.BytesIO(b"x" * 5_000_000))
        assert not answers(server.server_address)
        server.shutdown()


def test_it_may_listen_on_a_socket_of_the_machine(tmp_path):
    with Unix(str(tmp_path / "clamd.ctl"), Clamd) as server:
        server.word, server.seen = b"", []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        assert answers(str(tmp_path / "clamd.ctl"))
        assert scanned(str(tmp_path / "clamd.ctl"), io.BytesIO(b"abc" + EICAR)) == "Win.Test.EICAR_HDB-1"
        assert scanned(str(tmp_path / "clamd.ctl"), io.BytesIO(b"abc")) == ""
        server.shutdown()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", None),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:/run/clamd.ctl", "/run/clamd.ctl"),
        ("clamav:3310", ("clamav", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_where_it_listens_is_said_by_the_environment(tmp_path, said, meant):
    assert from_environment({"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_CLAMD": said})["CLAMD"] == meant


@pytest.mark.parametrize("said", ["clamav", "clamav:x", ":3310", "clamav:0", "clamav:99999"])
def test_a_place_where_nothing_can_listen_is_refused_at_start(tmp_path, said):
    with pytest.raises(BadSetting, match="TAVOLO_CLAMD"):
        from_environment({"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_CLAMD": said})
