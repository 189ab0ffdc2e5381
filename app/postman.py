"""The postman: takes what is due from the outbox, checks what it is about to say, and says it to the SMTP server once.

Claim (commit), SMTP, sent (commit). A claim is a compare-and-set, so two postmen never carry one mail; one that died
leaves a claim that is taken again after LEASE. Only where it dies between the server's yes and our commit does a mail
go again, with the same Message-ID.
"""

import logging
import smtplib
import ssl
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import or_, select, update

from app.database import commit, db, utc_now, writing
from app.letter import Unsafe, composed
from app.outbox import WAITING, Mail

log = logging.getLogger("tavolo.worker")

LEASE = timedelta(minutes=10)
# How long to wait after each refusal that may pass; then the last again and again until GIVE_UP.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
GIVE_UP = timedelta(days=3)
SECONDS_OF_PATIENCE = 20
BATCH = 50


class NobodyAnswers(Exception):
    """The SMTP server cannot be reached or lets us not in: no fault of any one mail."""


# --- The server ------------------------------------------------------------------------------------------------------


class Server:
    """An SMTP server as TAVOLO_MAIL_URL names it; opened at the first mail, closed at the end of the batch."""

    def __init__(self, url):
        self.url = urlsplit(url)
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self.connection:
            self.connection.close()

    def open(self):
        """The connection; NobodyAnswers where there is none to be had."""
        if self.connection is None:
            try:
                self.connection = self._connect()
            except (OSError, smtplib.SMTPException, UnicodeError) as error:
                raise NobodyAnswers(plain(error)) from error
        return self.connection

    def _connect(self):
        safe = self.url.scheme == "smtps"
        port = self.url.port or (465 if safe else 587 if self.url.username else 25)
        options = {"timeout": SECONDS_OF_PATIENCE} | ({"context": ssl.create_default_context()} if safe else {})
        connection = (smtplib.SMTP_SSL if safe else smtplib.SMTP)(self.url.hostname, port, **options)
        try:
            if "starttls=on" in self.url.query:
                connection.starttls(context=ssl.create_default_context())
            if self.url.username:
                connection.login(unquote(self.url.username), unquote(self.url.password or ""))
        except BaseException:
            connection.close()
            raise
        return connection

    def carry(self, raw, sender, to):
        """Hand over one mail: returns when the server has taken it."""
        self.open().sendmail(sender, [to], raw)

    def hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def plain(error):
    """What a server or the network said, in one line."""
    words = error.smtp_error if isinstance(error, smtplib.SMTPResponseException) else str(error)
    words = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    code = f"{error.smtp_code} " if isinstance(error, smtplib.SMTPResponseException) else ""
    return " ".join(f"{code}{words or type(error).__name__}".split())[:500]


def first_refusal(error):
    """The answer of the server within an error of smtplib (a refused recipient comes as a dictionary of one)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return smtplib.SMTPResponseException(code, words)
    return error


# --- Carrying --------------------------------------------------------------------------------------------------------


def carry_what_is_due(url=None, step=None):
    """Send what is due, each mail once; returns how many left. Without TAVOLO_MAIL_URL nothing moves.

    `step` is called with the name of each step, for tests that die there.
    """
    url = url or current_app.config["MAIL_URL"]
    if not url:
        return 0
    step = step or (lambda _name: None)
    with Server(url) as server:
        try:
            return sum(carry(server, id, step) for id in due_now())
        except NobodyAnswers as error:
            log.warning("The mail server cannot be used: %s. What waits goes out later.", error)
            return 0


def due_now():
    """The mails whose time has come and that nobody carries, the oldest first."""
    ids = db.session.scalars(select(Mail.id).where(*_free(utc_now())).order_by(Mail.due_at, Mail.id).limit(BATCH)).all()
    db.session.rollback()
    return ids


def _free(now):
    return *WAITING, Mail.due_at <= now, or_(Mail.claimed_at.is_(None), Mail.claimed_at <= now - LEASE)


def carry(server, id, step):
    """Carry one mail; 1 if it left."""
    mail = claim(id)
    if mail is None:
        return 0
    step("claimed")
    sender = current_app.config["MAIL_FROM"]
    try:
        raw = composed(mail, sender)
        server.open()
        step("connected")
        if utc_now() - mail.claimed_at > LEASE / 2:
            raise NobodyAnswers("it took too long to be reached")  # soon another postman may take this mail over
        server.carry(raw, sender[1], mail.to)
        step("taken")
    except NobodyAnswers as error:
        put_off(mail, str(error))
        raise
    except Unsafe as error:
        return refuse(mail, f"not sent: {error}")
    except (smtplib.SMTPException, OSError) as error:
        server.hang_up()
        return refused_by_server(mail, first_refusal(error))
    return left(mail)


def claim(id):
    """Take a mail for this postman: compare and set, committed before the server hears of it. None where another was first."""
    now = utc_now()
    writing()
    taken = db.session.execute(
        update(Mail).where(Mail.id == id, *_free(now)).values(claimed_at=now, attempts=Mail.attempts + 1),
        execution_options={"synchronize_session": False},
    )
    mail = db.session.get(Mail, id, populate_existing=True) if taken.rowcount == 1 else None
    commit()
    return mail


def left(mail):
    """The server has it: say so at once, and forget what it said, which may be a secret."""
    settle(mail, sent_at=utc_now(), body="", calendar="", claimed_at=None, refusal="")
    return 1


def refused_by_server(mail, error):
    """A 5xx is for good; all else may pass."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    return refuse(mail, plain(error)) if 500 <= code < 600 else put_off(mail, plain(error))


def put_off(mail, sentence):
    """Try again later, each time after a longer wait; after three days no more."""
    now = utc_now()
    if now - mail.made_at > GIVE_UP and mail.attempts > len(WAITS):
        return refuse(mail, sentence)
    wait = WAITS[min(mail.attempts, len(WAITS)) - 1]
    settle(mail, due_at=now + wait, claimed_at=None, refusal=sentence)
    return 0


def refuse(mail, sentence):
    settle(mail, refused_at=utc_now(), claimed_at=None, refusal=sentence)
    log.warning("Mail %s was refused: %s", mail.id, sentence)
    return 0


def settle(mail, **outcome):
    """Write how it went, unless another postman took the mail over meanwhile: then it is that one's to say."""
    mine = Mail.claimed_at == mail.claimed_at
    which = Mail.sent_at.is_(None) if "sent_at" in outcome else mine
    writing()
    db.session.execute(
        update(Mail).where(Mail.id == mail.id, which).values(**outcome), execution_options={"synchronize_session": False}
    )
    commit()
