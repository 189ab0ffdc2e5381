"""The agenda, the way of an item and the backlog as parts of a meeting's page, with the forms of who writes the agenda."""

from app.forms import listed
from app.meetings.forms.points import ItemForm, LengthForm, TargetForm
from app.meetings.queries.agenda import Ways, backlog_of, fill, line_of, next_after, to_come, ways_of
from app.meetings.routes.parts import part
from app.permissions import can_write_agenda, me, only_seen, seen_series, words_of


def agenda_forms(followed):
    """The form of a new item and of the length of the sitting, for who writes the agenda."""
    meeting, shown = followed.meeting, followed.shown
    if not writes(meeting):
        return {"new_item": None, "length_form": None, "series": None}
    form = shown.get("new_item") or ItemForm(formdata=None)
    length = shown.get("length_form") or LengthForm(formdata=None, obj=meeting)
    series = only_seen(seen_series, meeting.series_id) if meeting.series_id else None
    return {"new_item": fill(form, meeting.table, meeting).at("new"), "length_form": length.at("length"), "series": series}


def writes(meeting):
    return can_write_agenda(me(), meeting) and not meeting.closed_at and not meeting.cancelled_at


def reword_form(item, refused=None):
    """The form of an item with what is written of it."""
    form = refused
    if form is None:
        words = words_of(item)
        data = {"title": words.title, "note": words.note, "rapporteur": item.rapporteur_id, "minutes_of": item.minutes_of_id}
        names = ("kind", "section", "planned_minutes", "rapporteur_name")
        form = ItemForm(formdata=None, data=data | {name: getattr(item, name) for name in names})
    return fill(form, item.meeting.table, item.meeting).at("item")


def way_of_item(followed):
    """Where the item came from and went on, and the form that sends it to another meeting."""
    item = followed.item
    if item is None:
        return {"ways": Ways(), "going": None, "next_meeting": None}
    context = {"ways": ways_of(item), "going": None, "next_meeting": None}
    if can_write_agenda(me(), followed.meeting):
        targets = to_come(followed.meeting.table, followed.meeting)
        context["going"] = offered(followed.shown.get("going") or TargetForm(formdata=None), targets).at("going")
        context["next_meeting"] = next_after(followed.meeting)
    return context


def offered(form, targets):
    form.meeting.choices = listed("", [(each.id, line_of(each)) for each in targets])
    return form


@part("backlog", "meetings/_backlog.html", {"item-moved", "item-shelved", "item-carried-over"}, "side")
def backlog(followed):
    """What waits, under every meeting that is not over, for who writes the agenda."""
    if not writes(followed.meeting):
        return None
    return {"backlog": backlog_of(followed.meeting.table, followed.meeting.series)}
