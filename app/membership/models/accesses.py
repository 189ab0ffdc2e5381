"""What happens to the ways of signing in and to a person's data goes into the access log, in the same transaction."""

from app.access_log import log_access
from app.happenings import react

LOGGED = (
    "sign-in-begun",
    "sign-in-ended",
    "password-reset",
    "password-changed",
    "factor-added",
    "factor-removed",
    "factors-reset",
    "recovery-codes-renewed",
    "recovery-code-used",
    "identity-linked",
    "token-made",
    "erasure-asked",
    "erasure-withdrawn",
    "person-erased",
    "office-given",
    "office-ended",
)


def log_happening(said):
    """They are all said in the stream of the person whom they concern."""
    subject = said.stream if isinstance(said.stream, str) else said.stream.stream
    log_access(said.kind, subject=subject, person=said.person)


for kind in LOGGED:
    react(kind, log_happening)
