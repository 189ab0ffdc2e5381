"""Cells: what people typed in a row of a sheet, asked as what it should be."""

from decimal import Decimal, InvalidOperation

from flask_babel import lazy_gettext as _l

from app.database import PartialDate, day_after, midnight
from app.doors import as_number
from app.forms import EARLIEST, LATEST, day_from

YES, NO = ("yes", "sì", "si", "y", "1", "x", "true"), ("no", "n", "0", "", "false")


class BadCell(Exception):
    """One cell is wrong; `column` names it, `reason` is a sentence."""

    def __init__(self, column, reason):
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason


class Cells(dict):
    """The cells of one row by column, asked as what they should be."""

    def text(self, column, limit=200, needed=False):
        value = self.get(column, "")
        if needed and not value:
            raise BadCell(column, _l("Fill in this cell."))
        if len(value) > limit:
            raise BadCell(column, _l("Write at most %(limit)s characters.", limit=limit))
        return value

    def choice(self, column, allowed, fallback=None):
        value = self.get(column, "") or fallback
        if value not in allowed:
            raise BadCell(column, _l("“%(value)s” is not one of: %(allowed)s.", value=value or "", allowed=", ".join(allowed)))
        return value

    def flag(self, column):
        value = self.get(column, "").lower()
        if value not in YES + NO:
            raise BadCell(column, _l("Write yes or no."))
        return value in YES

    def number(self, column):
        value = self.get(column, "")
        if value and as_number(value) is None:
            raise BadCell(column, _l("Write a whole number."))
        return as_number(value) if value else None

    def decimal(self, column, below):
        """A number with a point or a comma, None where the cell is empty."""
        value = self.get(column, "").replace(",", ".")
        try:
            number = Decimal(value) if value else None
        except InvalidOperation:
            number = Decimal("NaN")
        if number is not None and not (number.is_finite() and 0 <= number < below):
            raise BadCell(column, _l("Write a number between 0 and %(below)s.", below=below))
        return number

    def day(self, column):
        """The day of a cell, None where it is empty."""
        value = self.get(column, "")
        day = day_from(value) if value else None
        if value and (day is None or not EARLIEST <= day <= LATEST):
            raise BadCell(column, _l("“%(typed)s” is not a day of the calendar. Write it like 2026-11-29.", typed=value[:30]))
        return day

    def instant(self, column):
        """The midnight of Europe/Rome at which the day of a cell begins."""
        day = self.day(column)
        return day and midnight(day)

    def end(self, column):
        """The instant at which the day of a cell, the last one, is over."""
        day = self.day(column)
        return day and day_after(day)

    def partial(self, column):
        value = self.get(column, "")
        try:
            return PartialDate(value) if value else None
        except ValueError as error:
            raise BadCell(column, _l("Write a year, a month or a day: 2019, 2019-04, 2019-04-30.")) from error

    def found(self, column, known, needed=True):
        """The thing that a cell names among the `known` ones by name."""
        value = self.text(column, 300, needed)
        if value and value not in known:
            raise BadCell(column, _l("“%(value)s” is not known here.", value=value))
        return known[value] if value else None
