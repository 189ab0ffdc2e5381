"""Forms of tables: what one is, the words of its rules, its periods; and the rosters of a parity table."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.database import day_of, midnight, utc_now
from app.forms import CHOOSE, Form, day, line, one_of, text
from app.membership.forms.acts import partial_typed
from app.membership.forms.dates import DatesForm
from app.membership.models.table_rules import COUNTED_OF, MAJORITIES, NAMED_BY_BODIES, QUORUMS, SIDES
from app.words import WORDS

TEXTS = ("composition_rule", "decision_rule", "outputs")
PLAIN_RULES = (
    "name", "kind", "proposed", "parity", "vacancy_suspends", "quorum", "quorum_number", "quorum_of",
    "majority", "majority_of", "weighted", "proxies_allowed", "two_seats_allowed", "record_shown",
    "papers_from_start", "conflicts_count", "speech_seconds", "papers_days_before",
    "silence_days", "confirms", "appointable",
)  # fmt: skip

BOTH = [SelectChoice(side, _l("Side %(side)s", side=side.upper())) for side in SIDES]


def words(noun, keys):
    return [SelectChoice(key, WORDS[noun][key]) for key in keys]


def number(label, least, most):
    sentence = _l("Write a whole number between %(least)s and %(most)s.", least=least, most=most)
    return IntegerField(label, [Optional(strip_whitespace=True), NumberRange(least, most, message=sentence)])


class TableTextsForm(Form):
    """The words in which the rules of a table are told."""

    composition_rule = text(_l("Who may sit here"), 5_000, optional=True)
    decision_rule = text(_l("How it decides, in the words of the act"), 5_000, optional=True)
    outputs = text(_l("What comes out of it"), 5_000, optional=True)

    def texts(self):
        return {name: self[name].data or "" for name in TEXTS}


class TableRulesForm(Form):
    """What a table is and how it works. What stands empty is asked of nobody."""

    name = line(_l("Name"), 200)
    name_en = line(_l("Name in English"), 200, optional=True)
    kind = SelectField(_l("Kind"), [InputRequired(CHOOSE)], choices=words("table", WORDS["table"]))
    legal_basis = line(_l("Legal basis, in words"), 300, optional=True)
    act = one_of(_l("Act it rests on"), optional=True)
    established = line(_l("Established"), 10, optional=True)
    proposed = BooleanField(_l("Only proposed: it does not exist yet"))
    parent = one_of(_l("Table above it"), optional=True)
    parity = BooleanField(_l("Parity: two sides with equal seats at every date"))
    vacancy_suspends = BooleanField(_l("At a parity table, a vacant seat suspends the decisions (not the sitting)"), default=True)
    quorum = SelectField(_l("A sitting is valid with"), [InputRequired(CHOOSE)], choices=words("quorum", QUORUMS), default="none")
    quorum_number = number(_l("Number"), 1, 1000)
    quorum_of = number(_l("of how many parts (for a share)"), 1, 1000)
    majority = SelectField(
        _l("It decides by"), [InputRequired(CHOOSE)], choices=words("majority", MAJORITIES), default="consensus"
    )
    majority_of = SelectField(
        _l("counted on"), [InputRequired(CHOOSE)], choices=words("majority_of", COUNTED_OF), default="present"
    )
    weighted = BooleanField(_l("Votes are weighed: each seat has a weight of its own"))
    proxies_allowed = number(_l("Proxies that one person may hold"), 0, 20)
    two_seats_allowed = BooleanField(_l("One person may speak in two seats"))
    record_shown = BooleanField(_l("Who follows a sitting reads its running record as it is written"))
    conflicts_count = BooleanField(_l("A seat in conflict of interest counts for a valid sitting"), default=True)
    papers_days_before = number(_l("Papers are due so many days before the sitting"), 0, 60)
    papers_from_start = BooleanField(_l("Who comes later sees the papers from her own beginning on, not the earlier ones"))
    silence_days = number(_l("Days without news after which a body is reminded of an action"), 7, 365)
    speech_seconds = number(_l("Seconds that one may speak at a time"), 10, 7200)
    confirms = BooleanField(_l("Who a body names waits for the secretariat to confirm"), default=True)
    appointable = SelectMultipleField(
        _l("Roles that a body names by itself"),
        choices=words("mandate", NAMED_BY_BODIES),
        default=NAMED_BY_BODIES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def validate_established(self, field):
        partial_typed(field.data)

    def rules(self):
        """What the rules say, save the act and the table above, which the door looks up."""
        facts = {name: self[name].data for name in PLAIN_RULES}
        facts |= {name: self[name].data or "" for name in ("name_en", "legal_basis")}
        days = self.papers_days_before.data
        facts |= {"proxies_allowed": self.proxies_allowed.data or 0, "papers_days_before": 5 if days is None else days}
        facts["silence_days"] = self.silence_days.data or 60
        return facts | {"established": partial_typed(self.established.data)}


class NewTableForm(TableRulesForm):
    """A table that is established: its code is its short name for imports and programs."""

    code = line(_l("Code"), 20)


class PeriodForm(DatesForm):
    """A period under whose label decisions are numbered."""

    label = line(_l("Label"), 20)


class RosterForm(Form):
    """A new draft of the whole composition."""

    note = line(_l("What it is for"), 300, optional=True)


class RosterLineForm(Form):
    """One seat more in a roster."""

    organisation = one_of(_l("Organisation"))
    side = RadioField(_l("Side"), [InputRequired(CHOOSE)], choices=BOTH)
    title = line(_l("Title of the seat"), 200, optional=True)


class ActivationForm(Form):
    """A roster is put in force from a day on, by an act; today means now."""

    since = day(_l("From"), optional=True)
    act = one_of(_l("Act"))

    def begin(self):
        asked = self.since.data
        return None if asked is None or asked == day_of(utc_now()) else midnight(asked)
