"""Whatever people type into a name or a title, a mail has the headers and the recipient that were meant, and no other."""

import itertools
from email import message_from_bytes, policy

import pytest
from jinja2 import FileSystemLoader

from app.database import commit, db, utc_now, writing
from app.letter import Unsafe, check, composed, headers_of
from app.outbox import Mail, is_address, one_line, post_mail
from app.postman import carry_what_is_due

MEANT = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "Content-Type",
    "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip
BREAKS = [
    "\r\n",
    "\n",
    "\r",
    "\r\n ",
    "\n\t",
    "\x0b",
    "\x0c",
    "\x00",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\u0a0d",
    "%0d%0a",
    "\\r\\n",
]
WANTED = [
    "Bcc: ladro@example.net", "To: ladro@example.net", "Cc: a@example.net, b@example.net", "Reply-To: ladro@example.net",
    "Content-Type: text/html", "X-Ladro: si", "\r\nCorpo falso", "From: sindaco@example.gov",
]  # fmt: skip
ENCODED = [
    "=?utf-8?q?Ciao=0D=0ABcc:_ladro@example.net?=", "=?utf-8?q?Ciao=0ABcc:_ladro@example.net?=",
    "=?utf-8?b?Q2lhbw0KQmNjOiBsYWRyb0BleGFtcGxlLm5ldA==?=", "=?iso-8859-1?q?=0D?=\n=?utf-8?q?=0ABcc:x@example.net?=",
    "=?utf-8?q?a@example.net,?= b", "=?utf-7?q?+AA0ACg-Bcc:x@example.net?=", "=?x?q?=00?=", "=?utf-8?q?=F0=9F?=",
    "=?utf-8?q?" + "=0D=0A" * 60 + "?=", "=?utf-8?q?_?=" * 40,
]  # fmt: skip
SIGNS = [
    "ladro＠example.net", "ladro﹫example.net", "Sindaco <ladro@example.net>", "a@b.it, c@d.it", "\"a\\\"b\" <c@d.it>",
    "a;b@example.net", "(commento)", "\u202eten.elpmaxe@ordal", "zero\u200bwidth",
    "e\u0301" * 200, "🏛️" * 120, "\ud800solo", "à" * 998, "a" * 3000,
    "a " * 400, "<script>", "Verbale: n. 3", ":", " ", "", "\t", "-- \r\n.\r\n", ".", "..", "\r\n.\r\nQUIT\r\n",
]  # fmt: skip
PAYLOADS = [f"Ciao{gap}{wanted}" for gap, wanted in itertools.product(BREAKS, WANTED)]
PAYLOADS += [f"Ciao{wanted}{gap}" for gap, wanted in itertools.product(BREAKS[:8], WANTED[:5])]
PAYLOADS += [f"{first}{second}" for first, second in itertools.product(ENCODED, ["", " e poi", "\nBcc: x@example.net"])]
PAYLOADS += SIGNS
# No database takes a lone surrogate, and PostgreSQL no NUL.
STORABLE = [each for each in PAYLOADS if "\x00" not in each and "\ud800" not in each]


def test_there_are_two_hundred_payloads_at_least():
    assert len(set(STORABLE)) >= 200


def test_no_subject_adds_a_header_or_a_recipient(house, sink, tmp_path, monkeypatch):
    """Through a template, the outbox, the postman and a real SMTP server: a name typed by a person stands in the subject."""
    (tmp_path / "prova.txt").write_text("Invito di {{ who }}\n{{ who }}\n")
    monkeypatch.setattr(house.jinja_env, "loader", FileSystemLoader(tmp_path))
    writing()
    for number, payload in enumerate(PAYLOADS):
        assert post_mail("prova", to=f"p{number}@example.org", language="it", key=f"prova/{number}", who=payload)
    commit()
    while carry_what_is_due():
        pass
    assert len(sink.letters) == len(PAYLOADS), refusals()
    for (sender, recipients, raw), read in zip(sink.letters, sink.read(), strict=True):
        number = int(recipients[0].removeprefix("p").split("@")[0])
        assert (sender, recipients) == ("tavolo@example.org", [f"p{number}@example.org"])
        only_what_was_meant(raw, read, f"p{number}@example.org")
        meant = one_line(f"Invito di {PAYLOADS[number]}".partition("\n")[0])
        assert str(read["Subject"]) == meant


def only_what_was_meant(raw, read, to):
    head = raw.split(b"\r\n\r\n")[0]
    assert set(read.keys()) == MEANT and len(read.keys()) == len(MEANT)
    assert b"\r" not in head.replace(b"\r\n", b"") and b"\n" not in head.replace(b"\r\n", b"") and b"\x00" not in head
    assert [each.addr_spec for each in read["To"].addresses] == [to]
    assert [each.addr_spec for each in read["From"].addresses] == ["tavolo@example.org"]
    assert read.get_content_type() == "text/plain" and not read.is_multipart() and read["Auto-Submitted"] == "auto-generated"


def refusals():
    return [(each.subject, each.refusal) for each in db.session.scalars(db.select(Mail).where(Mail.sent_at.is_(None)))]


@pytest.mark.parametrize("field", ["to", "key", "subject", "language"])
def test_what_reached_the_outbox_by_another_way_is_not_sent_in_another_shape(house, sink, letter, field):
    """Rows written behind the back of post_mail: each goes out as meant, or not at all."""
    for number, payload in enumerate(STORABLE):
        row = {"key": f"riga/{number}", "to": "giusta@example.org", "subject": "Oggetto"}
        behind = f"{number}{payload}" if field == "key" else payload
        letter(**{**row, field: behind[: getattr(Mail, field).type.length]})
    while carry_what_is_due():
        pass
    for sender, recipients, raw in sink.letters:
        read = message_from_bytes(raw, policy=policy.default)
        assert sender == "tavolo@example.org" and len(recipients) == 1
        only_what_was_meant(raw, read, recipients[0])
        assert recipients == ["giusta@example.org"] if field != "to" else recipients[0] in PAYLOADS
    if field == "to":
        assert not sink.letters


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_name_of_the_house_adds_a_header_or_a_recipient(payload):
    """The display name comes from a setting; even a hostile one goes out as meant, or not at all."""
    now = utc_now()
    mail = Mail(id=1, key="k", to="giusta@example.org", language="it", subject="Oggetto", body="Corpo\n", made_at=now)
    try:
        raw = composed(mail, (payload, "tavolo@example.org"))
    except Unsafe:
        return
    read = message_from_bytes(raw, policy=policy.default)
    only_what_was_meant(raw, read, "giusta@example.org")
    assert read["From"].addresses[0].display_name == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_no_address(payload):
    assert not is_address(payload) and not is_address(f"a@b.it{payload}") or payload == ""


def test_bytes_that_say_more_than_was_meant_are_refused():
    """The check stands by itself: it reads the bytes, whoever made them."""
    mail = Mail(id=1, key="k", to="giusta@example.org", language="it", subject="Oggetto", body="Corpo\n", made_at=utc_now())
    sender = ("Tavolo", "tavolo@example.org")
    raw, meant = composed(mail, sender), headers_of(mail, sender)
    check(raw, meant)
    head, _, body = raw.partition(b"\r\n\r\n")
    for worse in (
        head + b"\r\nBcc: ladro@example.net\r\n\r\n" + body,
        head.replace(b"giusta@example.org", b"giusta@example.org, ladro@example.net") + b"\r\n\r\n" + body,
        head.replace(b"Oggetto", b"Oggetto\nBcc: x@example.net") + b"\r\n\r\n" + body,
        head.replace(b"Oggetto", b"Altro") + b"\r\n\r\n" + body,
        head.replace(b"text/plain", b"multipart/mixed") + b"\r\n\r\n" + body,
        head + b"\r\nSubject: secondo\r\n\r\n" + body,
    ):
        with pytest.raises(Unsafe):
            check(worse, meant)


@pytest.mark.parametrize("body", ["Riga\r\n.\r\nQUIT\r\n", ".\n..\n...\n", "à" * 2000 + "\n", "Da: x\n\nFrom a\n" * 3])
def test_a_body_arrives_as_it_was_written(house, sink, letter, body):
    letter(body=body)
    assert carry_what_is_due() == 1
    assert sink.read()[0].get_content().replace("\r\n", "\n") == body.replace("\r\n", "\n")
