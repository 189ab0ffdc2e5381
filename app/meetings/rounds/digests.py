"""The worker chases silence: one mail a person a day at most, with all her promises of which she has to be reminded."""

from collections import defaultdict
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app.database import commit, day_of, db, writing
from app.meetings.models import Action, Reminded, ReminderChoice
from app.meetings.queries.silence import reasons_of, to_chase, who_is_reminded
from app.membership.models import Person
from app.outbox import absolute, post_mail
from app.rounds import round_of

HOUR = 3600
# People of one transaction: it holds the writer's turn meanwhile.
AT_ONCE = 50


@dataclass
class Line:
    """An action as the mail tells it."""

    action: Action
    reasons: list
    title: str
    link: str


@round_of("actions-chased", every=HOUR)
def send_digests(now):
    """Nothing is told twice, and a person who had her mail today hears the rest tomorrow."""
    waiting = by_person(now)
    db.session.rollback()
    people = sorted(waiting)
    for begin in range(0, len(people), AT_ONCE):
        some = people[begin : begin + AT_ONCE]
        writing()
        for id, lines in by_person(now, {action for person in some for action in waiting[person]}).items():
            if id in some:
                remind(db.session.get(Person, id), lines, now)
        commit()


def by_person(now, ids=None):
    """{person id: {action id: Line}} of what is to be told and was not told yet."""
    found = defaultdict(dict)
    actions = to_chase(now, *([] if ids is None else [Action.id.in_(ids)]))
    told, early, reminded = told_before(actions), who_wants_no_early(), {}
    for action in actions:
        promised_by = (action.organisation_id, action.person_id)
        if promised_by not in reminded:  # asked once for all that they promised
            reminded[promised_by] = who_is_reminded(action, now)
        for person in reminded[promised_by]:
            line = line_for(action, person, told, early, now)
            if line.reasons:
                found[person.id][action.id] = line
    return found


def line_for(action, person, told, early, now):
    """In her language; without the reasons that she heard already, or does not want to hear."""
    with force_locale(person.language or "it"):
        sealed = action.item.is_sealed(now)
        title = _("An action of a confidential item") if sealed else action.text
        reasons = [
            each
            for each in reasons_of(action, now)
            if (person.id, action.id, each.key) not in told and not (each.soon and person.id in early)
        ]
    return Line(action, reasons, title, absolute(f"/actions/{action.id}"))


def told_before(actions):
    rows = select(Reminded.person_id, Reminded.action_id, Reminded.reason)
    return set(map(tuple, db.session.execute(rows.where(Reminded.action_id.in_([each.id for each in actions])))))


def who_wants_no_early():
    return set(db.session.scalars(select(ReminderChoice.person_id).where(ReminderChoice.soon.is_(False))))


def remind(person, lines, now):
    """Today's mail, and a note of each reason; neither where she had her mail of today already."""
    key = f"digest/{person.id}/{day_of(now)}"
    ordered = list(lines.values())
    context = {"person": person, "lines": ordered, "reminders": absolute("/me/reminders"), "board": absolute("/")}
    sent = post_mail("meetings/mail/digest", to=person.email, language=person.language, key=key, person_id=person.id, **context)
    for line in ordered if sent else ():
        for reason in line.reasons:
            db.session.add(Reminded(person_id=person.id, action_id=line.action.id, reason=reason.key, at=now))
