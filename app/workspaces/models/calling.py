"""What follows from a mention: the text is read again at each change, who is away gets a mail, an erased name goes."""

import re
from datetime import timedelta
from html import escape

from flask import has_request_context
from sqlalchemy import select

from app.database import db, utc_now
from app.happenings import react
from app.membership.models import Person
from app.membership.models.erasure import PSEUDONYM
from app.outbox import absolute, drop_mail, post_mail
from app.workspaces.models.discussion import Thread
from app.workspaces.models.mention import Mention, drop_mentions, settle_mentions
from app.workspaces.models.message import Message, MessageRevision

# Who reads the thread within this time gets no mail.
PATIENCE = timedelta(minutes=15)
HOUR = 3600


def call_from_post(said):
    if "@" in said.subject.html:
        settle(said.subject, said)


def call_from_edit(said):
    db.session.flush()
    settle(said.subject, said)


def settle(message, said):
    thread = db.session.get(Thread, message.thread_id)
    for mention in settle_mentions(message, thread.workspace, message.person_id):
        if mention.person_id and mention.person_id != message.person_id and has_request_context():
            tell_away(db.session.get(Person, mention.person_id), message, thread)


def tell_away(person, message, thread):
    """One mail at most a thread and hour: a link and no text, since her right may have ended when she opens it.

    Never for what came through no door by somebody's hand (the demonstration, an import).
    """
    now = utc_now()
    link = absolute(f"/workspaces/{thread.workspace_id}/threads/{thread.id}#message-{message.id}")
    facts = {"to": person.email, "language": person.language, "person_id": person.id, "due": now + PATIENCE}
    post_mail("workspaces/mail/mentioned", key=key(thread.id, person.id, now), **facts, link=link)


def key(thread_id, person_id, at):
    return f"mention/{thread_id}/{person_id}/{int(at.timestamp()) // HOUR}"


def call_off(said):
    """She read the thread before the mail left."""
    for at in (utc_now(), utc_now() - PATIENCE):
        drop_mail(key(said.facts["thread"], said.person.id, at))


def forget_call(said):
    """A message that was taken away calls nobody."""
    drop_mentions(said.subject.id)


def forget_name(said):
    """Where messages called an erased person by her name they call her by the pseudonym, in what stood before too."""
    pseudonym = f"{PSEUDONYM} {said.subject.person_id}"
    for mention in db.session.scalars(select(Mention).where(Mention.person_id == said.subject.person_id)).all():
        before = select(MessageRevision).where(MessageRevision.message_id == mention.message_id)
        for text in (db.session.get(Message, mention.message_id), *db.session.scalars(before)):
            text.body = without(mention.name, pseudonym, text.body)
            text.html = without(escape(mention.name, quote=False), escape(pseudonym), text.html)
        mention.name = pseudonym


def without(name, pseudonym, text):
    return re.sub(re.escape(f"@{name}"), lambda _: f"@{pseudonym}", text, flags=re.IGNORECASE)


react("message-posted", call_from_post)
react("message-edited", call_from_edit)
react("message-restored", call_from_edit)
react("message-deleted", forget_call)
react("thread-read", call_off)
react("person-erased", forget_name)
