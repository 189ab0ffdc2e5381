"""The worker's part in a forgotten password: the mail with the link, for the addresses that an account answers to."""

from app.database import commit, db, writing
from app.membership.models.reset import forget_resets, unanswered
from app.membership.queries.security import account
from app.outbox import absolute, post_mail
from app.rounds import round_of


@round_of("password-resets", every=5)
def answer_resets(now):
    """Post one mail for each request of a known address; requests of unknown addresses are forgotten."""
    if not unanswered():
        return
    writing()
    for reset in unanswered():
        person = account(reset.email)
        if person is not None:
            link = absolute(f"/sign-in/reset/{reset.issue(person)}")
            post_mail(
                "membership/mail/password_reset",
                to=person.email,
                language=person.language,
                key=f"password-reset/{reset.id}",
                person_id=person.id,
                person=person,
                link=link,
            )
    db.session.flush()
    forget_resets(now)
    commit()
