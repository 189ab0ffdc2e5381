"""The forms of membership: shapes only."""

from app.membership.forms.dates import AsOfForm, DatesForm, EndForm
from app.membership.forms.search import SearchForm
from app.membership.forms.seats import MandateForm, SeatForm
from app.membership.forms.sign_in import SignInForm

__all__ = ["AsOfForm", "DatesForm", "EndForm", "MandateForm", "SearchForm", "SeatForm", "SignInForm"]
