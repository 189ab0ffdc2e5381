"""The outbox as an operator reads it: to whom, about what, in which state; never the text."""

from sqlalchemy import case, func, select

from app.database import db
from app.happenings import iso
from app.outbox import Mail

STATE = case(
    (Mail.sent_at.is_not(None), "sent"),
    (Mail.dropped_at.is_not(None), "dropped"),
    (Mail.refused_at.is_not(None), "refused"),
    (Mail.refusal != "", "delayed"),
    else_="waiting",
)
MAIL_STATES = ("waiting", "delayed", "refused", "sent", "dropped")


def mails_in(seen, state):
    """The newest first; `state` empty for all."""
    return (seen.where(state == STATE) if state else seen).order_by(Mail.id.desc())


def mail_counts(seen):
    """{state: how many}"""
    mine = seen.with_only_columns(STATE.label("state")).subquery()
    return dict(db.session.execute(select(mine.c.state, func.count()).group_by(mine.c.state)).all())


def mail_json(mail):
    facts = {"id": mail.id, "to": mail.to, "subject": mail.subject, "state": mail.state, "attempts": mail.attempts}
    facts |= {"refusal": mail.refusal, "made_at": iso(mail.made_at), "due_at": iso(mail.due_at)}
    return facts | {"sent_at": mail.sent_at and iso(mail.sent_at)}
