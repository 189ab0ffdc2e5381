"""find() and require(): what every door says first."""

from flask import abort
from wtforms.validators import InputRequired

from app.database import db, hold
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.permissions.who import me, moment
from app.permissions.witness import witness
from app.rendering import harmless, render


def find(seen, id, *options):
    """The thing with this id among those I may see now; 404 otherwise, whether it exists or not."""
    thing = only_seen(seen, id, *options)
    if thing is None:
        abort(404)
    witness(thing)
    return thing


def only_seen(seen, id, *options):
    """The thing with this id among those I may see now, or None."""
    query = seen(me().id, moment())
    entity = query.column_descriptions[0]["entity"]
    hold(entity, id)
    return db.session.scalars(query.where(entity.id == id).options(*options)).unique().first()


def chosen(seen, field):
    """What was chosen in a field of a form, among the things I may see now; None where an optional field was left empty.

    RuleBroken beside the field for anything else.
    """
    if field.data is None and not any(isinstance(each, InputRequired) for each in field.validators):
        return None
    thing = only_seen(seen, field.data)
    if thing is None:
        raise RuleBroken(CHOOSE, field=field.short_name, status=422)
    return thing


def require(sentence, thing):
    """403 unless the sentence holds for me and this thing now."""
    if not sentence(me(), thing):
        abort(403)


def visible(seen, *conditions):
    """A select of the things I may see now, narrowed by conditions (for lists)."""
    return seen(me().id, moment()).where(*conditions)


def render_for_me(text):
    """The safe HTML of what was typed; what may take long to render is rendered only for who has signed in."""
    if not harmless(text):
        me()
    return render(text)
