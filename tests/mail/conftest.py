"""A real SMTP server that keeps what it is given, and an application that sends to it."""

import email
from email import policy

import pytest
from aiosmtpd.controller import Controller

from app.database import commit, db, utc_now, writing
from app.outbox import Mail
from tests.running import free_port

SENDER = ("Tavolo di prova", "tavolo@example.org")


class Sink:
    """What arrived, in order: `letters` is [(sender, recipients, bytes)]; `answers` are said in turn before it says 250."""

    def __init__(self):
        self.letters = []
        self.answers = []
        self.refused_recipients = {}
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.url = f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802, the library's name
        if address in self.refused_recipients:
            return self.refused_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("250"):
            self.letters.append((envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.original_content)))
        return answer

    def read(self):
        """The letters as mail programs read them."""
        return [email.message_from_bytes(raw, policy=policy.default) for _, _, raw in self.letters]

    def ids(self):
        return [letter["Message-ID"] for letter in self.read()]


@pytest.fixture
def sink():
    sink = Sink()
    sink.controller.start()
    yield sink
    sink.controller.stop()


@pytest.fixture
def house(app, sink, monkeypatch):
    """The application, its mails going to the sink; a context is open."""
    monkeypatch.setitem(app.config, "MAIL_URL", sink.url)
    monkeypatch.setitem(app.config, "MAIL_FROM", SENDER)
    monkeypatch.setitem(app.config, "BASE_URL", "https://tavolo.example.org")
    with app.app_context():
        yield app


@pytest.fixture
def letter(house):
    """letter("key", to=…, subject=…) puts a mail into the outbox, with what a template would have said."""

    def put(key="lettera", to="delegata@example.org", subject="Oggetto", body="Corpo.\n", language="it", **row):
        writing()
        now = row.pop("now", None) or utc_now()
        told = {"to": to, "language": language, "subject": subject, "body": body}
        mail = Mail(key=key, **told, made_at=now, due_at=row.pop("due_at", now), **row)
        db.session.add(mail)
        commit()
        return mail

    return put
