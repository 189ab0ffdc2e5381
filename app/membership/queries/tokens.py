"""The access tokens of a person."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.membership.models import AccessToken, SignIn, told_dates


def tokens_of(person, at):
    """Those in force, the newest first."""
    query = select(AccessToken).join(AccessToken.sign_in).order_by(AccessToken.id.desc())
    sign_in = contains_eager(AccessToken.sign_in)
    query = query.where(SignIn.person_id == person.id, SignIn.in_force(at), SignIn.ended_at.is_(None))
    return db.session.scalars(query.options(sign_in, sign_in.options(joinedload(SignIn.person)))).all()


def token_json(token):
    used = token.last_used_on and token.last_used_on.isoformat()
    return {"id": token.id, "name": token.name, "scope": token.scope, "last_used_on": used, **told_dates(token.sign_in)}
