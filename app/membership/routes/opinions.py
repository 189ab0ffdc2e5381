"""Doors of opinions: those asked of zones, asking for one, giving it, taking the request back."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import listed
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.opinions import AskForm, GiveForm, OpinionsForm, WithdrawForm
from app.membership.models import Opinion, Zone
from app.membership.queries.opinions import opinion_json, opinions_found, opinions_of_zone, opinions_on_act, whole_opinion
from app.paging import paged
from app.panels import shows_on
from app.permissions import (
    can_ask_opinion,
    can_give_opinion,
    can_withdraw_opinion,
    chosen,
    find,
    me,
    moment,
    render_for_me,
    require,
    seen_opinions,
    seen_zones,
    visible,
    voice_of_zone,
)

bp = Blueprint("opinions", __name__)


@bp.get("/opinions")
def opinions():
    form = with_zones(OpinionsForm.asked(), _l("All zones"))
    state = form.state.data if not form.state.errors else ""
    sheet = paged(opinions_found(state, form.zone.data if not form.zone.errors else None, moment()))
    return answer("membership/opinions.html", sheet.as_json(said), form=form, sheet=sheet, now=moment())


@bp.get("/opinions/new")
def new_opinion():
    return new_opinion_page(AskForm.begun())


@bp.post("/opinions")
def ask_opinion():
    form = AskForm.sent(new_opinion_page)
    writing()
    require(can_ask_opinion, None)
    asked = {"subject": form.subject.data or "", "compulsory": form.compulsory.data}
    opinion = Opinion.ask(chosen(seen_zones, form.zone), form.due_on.data, act=chosen_act(form), by=me(), **asked)
    commit()
    return done(url_for("opinions.opinion", id=opinion.id), {"id": opinion.id})


@bp.get("/opinions/<int:id>")
def opinion(id):
    return opinion_page(id)


@bp.post("/opinions/<int:id>/answer")
def give_opinion(id):
    """The zone's table says its opinion."""
    form = GiveForm.sent(lambda form: opinion_page(id, give_form=form))
    text = form.text.data or ""
    rendered = render_for_me(text)
    writing()
    opinion = find(seen_opinions, id)
    require(can_give_opinion, opinion)
    opinion.give(voice_of_zone(opinion.zone), form.outcome.data, text, rendered)
    commit()
    return done(url_for("opinions.opinion", id=id), {"id": id}, status=200)


@bp.post("/opinions/<int:id>/withdraw")
def withdraw_opinion(id):
    form = WithdrawForm.sent(lambda form: opinion_page(id, withdraw_form=form))
    writing()
    opinion = find(seen_opinions, id)
    require(can_withdraw_opinion, opinion)
    opinion.withdraw(me(), form.reason.data)
    commit()
    return done(url_for("opinions.opinion", id=id), {"id": id}, status=200)


def opinion_page(id, give_form=None, withdraw_form=None):
    opinion = find(seen_opinions, id, *whole_opinion())
    waits = opinion.state(moment()) in ("asked", "late")
    forms = {}
    if waits and can_give_opinion(me(), opinion):
        forms["give_form"] = give_form or GiveForm(None)
    if waits and can_withdraw_opinion(me(), opinion):
        forms["withdraw_form"] = withdraw_form or WithdrawForm(None)
    table = opinion.zone.table()
    return answer("membership/opinion.html", said(opinion), opinion=opinion, now=moment(), table=table, **forms)


def new_opinion_page(form):
    require(can_ask_opinion, None)
    zones = with_zones(with_acts(form), _l("Choose…")).zone.choices
    return answer("membership/new_opinion.html", {"zones": [each.value for each in zones if each.value]}, form=form)


def with_zones(form, first):
    zones = db.session.scalars(visible(seen_zones).order_by(Zone.name))
    form.zone.choices = listed(first, [(each.id, each.name) for each in zones])
    return form


def said(opinion):
    return opinion_json(opinion, moment())


shows_on("zone", "opinions", "membership/_opinions_of_zone.html", lambda zone: opinions_of_zone(zone, moment()), said)
shows_on("act", "opinions", "membership/_opinions_on_act.html", opinions_on_act, said)
