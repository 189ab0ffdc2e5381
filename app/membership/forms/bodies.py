"""Forms of bodies: their facts, ways to reach them, other names, units, and who owns them."""

import re
from decimal import Decimal, InvalidOperation

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, ValidationError

from app.forms import CHOOSE, Form, day, line, listed, one_of, text
from app.membership.forms.dates import BeginForm, DatesForm
from app.membership.models import ALIAS_KINDS
from app.words import WORDS

KINDS = listed(_l("Choose…"), WORDS["organisation"].items())


class CorrectForm(Form):
    """What a body is. The codes are empty where it has none."""

    name = line(_l("Name"), 200)
    name_en = line(_l("Name in English"), 200, optional=True)
    kind = SelectField(_l("Kind"), [InputRequired(CHOOSE)], choices=KINDS)
    parent = one_of(_l("Part of"), optional=True)
    istat_code = line(_l("ISTAT code"), 6, optional=True)
    ipa_code = line(_l("IPA code"), 20, optional=True)
    tax_code = line(_l("Tax code"), 16, optional=True)
    note = text(_l("Note"), 2_000, optional=True)

    def validate_istat_code(self, field):
        if field.data and not re.fullmatch(r"[0-9]{6}", field.data):
            raise ValidationError(_l("An ISTAT code has six digits, with the leading zero: 015146."))

    def validate_ipa_code(self, field):
        if field.data and not re.fullmatch(r"[A-Za-z0-9_-]+", field.data):
            raise ValidationError(_l("An IPA code has letters, digits, hyphens and underscores only."))

    def validate_tax_code(self, field):
        if field.data and not re.fullmatch(r"[0-9]{11}|[A-Za-z0-9]{16}", field.data):
            raise ValidationError(_l("A tax code has 11 digits, or 16 letters and digits."))

    def facts(self):
        names = ("name", "name_en", "kind", "istat_code", "tax_code", "ipa_code", "note")
        return {name: getattr(self, name).data or "" for name in names}


class BodyForm(BeginForm, CorrectForm):
    """A new body; one that is only proposed is on no roster."""

    since = day(_l("Exists since"), optional=True)
    proposed = BooleanField(_l("Only proposed: it does not exist yet"))


class ConstituteForm(Form):
    """The day from which what was proposed exists."""

    since = day(_l("Exists since"), id="constituted-since")


class ContactForm(Form):
    """How to reach a body."""

    address = line(_l("Address"), 300, optional=True)
    pec = line(_l("Certified mail (PEC)"), 254, optional=True)
    phone = line(_l("Telephone"), 40, optional=True)
    website = line(_l("Website"), 200, optional=True)

    def validate_pec(self, field):
        if field.data and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", field.data):
            raise ValidationError(_l("Write an e-mail address like protocollo@pec.example.org."))

    def validate_website(self, field):
        if field.data and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", field.data):
            raise ValidationError(_l("Write a whole address that begins with https://"))

    def facts(self):
        return {name: getattr(self, name).data or "" for name in ("address", "pec", "phone", "website")}


class AliasForm(Form):
    """One more name under which a body is found."""

    name = line(_l("Other name"), 200, id="alias-name")
    kind = SelectField(
        _l("Kind of name"),
        [InputRequired(CHOOSE)],
        id="alias-kind",
        choices=listed(_l("Choose…"), [(kind, WORDS["alias"][kind]) for kind in ALIAS_KINDS]),
    )
    source = line(_l("Where it was read"), 300, optional=True, id="alias-source")


class UnitForm(DatesForm):
    """A unit of a body."""

    name = line(_l("Name of the unit"), 200, id="unit-name")
    code = line(_l("Code of the unit"), 40, optional=True, id="unit-code")
    parent = one_of(_l("Below the unit"), optional=True, id="unit-parent")
    since = day(_l("From"), optional=True, id="unit-since")
    until = day(_l("Until, that day included"), optional=True, id="unit-until")


class ShareForm(DatesForm):
    """A share in a body; in percent, with a comma or a point."""

    owner = one_of(_l("Owner"), id="share-owner")
    share = line(_l("Share in percent"), 10, optional=True, id="share-share")
    since = day(_l("From"), optional=True, id="share-since")
    until = day(_l("Until, that day included"), optional=True, id="share-until")
    act = one_of(_l("Act"), optional=True, id="share-act")
    source = line(_l("Where it was read"), 300, optional=True, id="share-source")

    def validate_share(self, field):
        self.percent()

    def percent(self):
        """The share as a number, None where it is not known."""
        if not self.share.data:
            return None
        typed = self.share.data.removesuffix("%").strip().replace(",", ".")
        try:
            if not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", typed):
                raise InvalidOperation
            return Decimal(typed)
        except InvalidOperation as error:
            raise ValidationError(_l("Write a number like 12,5 with at most four decimals.")) from error
