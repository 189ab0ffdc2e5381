"""The link of the mail: who holds it answers for one mandate to one meeting, without signing in, until the meeting begins.

Opening it changes nothing, since mail scanners open every link; only the press on a button does. A link that was never
given, has grown old or rests on no mandate any more answers like an address that is not there.
"""

from flask import Blueprint, abort, url_for

from app.database import commit, hold, utc_now, writing
from app.doors import answer, done
from app.happenings import iso
from app.limits import limiter
from app.meetings.forms.calling import AnswerForm
from app.meetings.models import Meeting, Reply
from app.meetings.rounds.calling import words_for
from app.permissions import answering
from app.words import titled

bp = Blueprint("answers", __name__)


@bp.get("/answers/<token>")
def answer_link(token):
    return answer_page(token, AnswerForm(formdata=None))


def answer_page(token, form):
    meeting, mandate = asked(token)
    words, known = words_for(meeting, mandate, utc_now()), reply_of(meeting, mandate)
    shown = {"title": words["title"], "table": titled(meeting.table), "starts_at": iso(meeting.starts_at)}
    shown |= {"location": meeting.location, "organisation": titled(mandate.organisation), "answer": known and known.answer}
    context = {"meeting": meeting, "mandate": mandate, "words": words, "known": known, "form": form}
    return answer("meetings/answer.html", shown, **context)


@bp.post("/answers/<token>")
@limiter.limit("60 per minute")
def answer_by_link(token):
    """Yes, no or maybe."""
    form = AnswerForm.sent(lambda form: answer_page(token, form))
    writing()
    hold(Meeting, asked(token)[0].id)
    meeting, mandate = asked(token)
    Reply.give(meeting, mandate, form.answer.data, way="link")
    commit()
    return done(url_for("answers.answer_link", token=token), {"answer": form.answer.data}, status=200)


def asked(token):
    """The meeting and the mandate of a link; 404 for any that may not answer now."""
    return answering("link", token, utc_now()) or abort(404)


def reply_of(meeting, mandate):
    return next((each for each in meeting.replies if each.mandate_id == mandate.id and each.is_current(meeting)), None)
