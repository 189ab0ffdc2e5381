"""Putting a question to the seats, and answering it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, one_of, plain_ends, sent_fields, text
from app.membership.models.table_rules import COUNTED_OF, MAJORITIES
from app.words import WORDS

WAYS = ("consensus", "vote", "secret")


def words(noun, keys):
    return [SelectChoice(key, WORDS[noun][key]) for key in keys]


class PollForm(Form):
    """`way` is consensus, an open vote or a secret one; with `now` the question is put at once."""

    way = RadioField(_l("How the seats answer"), [InputRequired(CHOOSE)], choices=words("poll_way", WAYS))
    decision = one_of(_l("About the output"), optional=True)
    question = text(_l("Question"), 500, optional=True, description=_l("Leave it empty where the output says it all."))
    majority = SelectField(_l("Carried by"), [InputRequired(CHOOSE)], choices=words("majority", MAJORITIES), default="simple")
    majority_of = SelectField(
        _l("counted on"), [InputRequired(CHOOSE)], choices=words("majority_of", COUNTED_OF), default="present"
    )
    hidden = BooleanField(_l("Show the answers only after the close"))
    now = BooleanField()

    def facts(self):
        """As the models take it, save the output, which the door looks up."""
        way = self.way.data
        rule = {"majority": self.majority.data, "of": self.majority_of.data}
        shown = {"secret": way == "secret", "live": not self.hidden.data, "question": self.question.data or ""}
        return {"kind": "consensus" if way == "consensus" else "vote"} | rule | shown


class BallotForm(Form):
    """Answers by seat: `choice-12` and `reason-12` for the elector 12; `choice` and `reason` alone for all of one's seats."""

    def answers(self, electors, mine):
        """{elector: (choice, reason)} of those among these that were answered; what names no seat is for `mine`."""
        sent = sent_fields()
        found = {each: (sent.get(f"choice-{each.id}", ""), sent.get(f"reason-{each.id}", "")) for each in electors}
        for each in mine:
            choice, reason = found[each]
            found[each] = choice or sent.get("choice", ""), reason or sent.get("reason", "")
        return {each: (choice, plain_ends(reason)) for each, (choice, reason) in found.items() if choice}


class CallForm(BallotForm):
    """What a member told the secretariat: the elector, and her answer."""

    elector = one_of(_l("Seat"))
