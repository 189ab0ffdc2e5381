"""The forms of membership: shapes only."""

from app.membership.forms.dates import DatesForm, EndForm
from app.membership.forms.guests import StayForm
from app.membership.forms.privacy import AccessLogForm, ErasureForm, HerselfForm, TokenForm
from app.membership.forms.search import SearchForm
from app.membership.forms.seats import MandateForm, RefusalForm, RenewalForm, SeatForm, SuspensionForm
from app.membership.forms.sign_in import SignInForm

__all__ = [
    "AccessLogForm",
    "DatesForm",
    "EndForm",
    "ErasureForm",
    "HerselfForm",
    "MandateForm",
    "RefusalForm",
    "RenewalForm",
    "SearchForm",
    "SeatForm",
    "SignInForm",
    "StayForm",
    "SuspensionForm",
    "TokenForm",
]
