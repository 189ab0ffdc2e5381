"""What the follow-up holds about a person: the actions she carries out, her news of them, her answers and her reminders."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.happenings import iso
from app.meetings.models import Action, Answer, FollowUp, Reminded, ReminderChoice
from app.membership.models.holdings import holds

ACT = _l("For ever: it belongs to an act. Its public page names your body, not you.")
UNTIL_ERASED = _l("As long as your account; gone when you have yourself erased.")


def by_person(noun, column):
    return lambda person_id: select(noun).where(column == person_id).order_by(noun.id)


@holds(
    "actions",
    _l("Actions you carry out"),
    _l("An action names who carries it out."),
    ACT,
    by_person(Action, Action.person_id),
)
def action_json(row):
    return {"address": f"/actions/{row.id}", "due_on": row.due_on and row.due_on.isoformat()}


@holds(
    "follow_ups",
    _l("News you gave or asked for"),
    _l("They say how an action goes."),
    ACT,
    by_person(FollowUp, FollowUp.by_id),
)
def follow_up_json(row):
    return {"address": f"/actions/{row.action_id}", "at": iso(row.at), "body": row.text}


@holds(
    "answers",
    _l("Your answers to decisions"),
    _l("They say whether your body accepts what it was given."),
    ACT,
    by_person(Answer, Answer.by_id),
)
def answer_json(row):
    return {"address": f"/decisions/{row.decision_id}", "at": iso(row.at), "verdict": row.verdict, "why": row.reason}


@holds(
    "reminders",
    _l("Reminders sent to you"),
    _l("So that you are not reminded twice of the same thing."),
    UNTIL_ERASED,
    by_person(Reminded, Reminded.person_id),
)
def reminder_json(row):
    return {"address": f"/actions/{row.action_id}", "at": iso(row.at), "why": row.reason}


@holds(
    "reminder_choices",
    _l("Which reminders you want"),
    _l("You chose it yourself."),
    UNTIL_ERASED,
    by_person(ReminderChoice, ReminderChoice.person_id),
)
def choice_json(row):
    return {"soon": row.soon}
