"""Doors of the second factor: asked at sign-in and before what weighs; added, removed, and reset for who lost it."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import as_items, done, page_of_this_house, show_again, wants_json
from app.forms import Form
from app.limits import limiter
from app.membership.forms.sign_in import ProofForm
from app.membership.models import SignIn
from app.membership.models.second_factor import end_factors, factors_of
from app.membership.queries.security import account_of, factor_json
from app.membership.routes.enrolling import new_factor_page
from app.membership.routes.entering import my_token, prove, proving_sign_in, tell
from app.membership.routes.keys import asked_to_make, asked_to_sign, key_site
from app.permissions import (
    begun_sign_in,
    can_administer,
    can_reset_factors,
    find,
    me,
    moment,
    needs_factor,
    proven,
    require,
    seen_accounts,
    seen_factors,
    someone,
)

bp = Blueprint("second_factor", __name__)
CARRIED = "step_up-"  # before the names of what proves, on a page that carries another form along


@bp.get("/sign-in/second-factor")
def second_factor():
    """Asks for the second factor of a sign-in that waits for it; who has none and needs one adds it here."""
    sign_in = begun_sign_in(my_token())
    if sign_in is None:
        return redirect(page_of_this_house(request.args.get("next", "")) if someone() else url_for("sign_in.show_sign_in"), 303)
    return asking_page(ProofForm(formdata=None, next=request.args.get("next", "")))


def asking_page(form):
    person = proving_sign_in().person
    factors = factors_of(person)
    if not factors:
        return new_factor_page(form)
    context = {"form": form, "kinds": {each.kind for each in factors}, "keys_work": key_site() is not None}
    return render_template("membership/second_factor.html", person=person, **context)


@bp.post("/sign-in/second-factor")
@limiter.limit("60 per minute")
def give_second_factor():
    """Complete the sign-in."""
    form = ProofForm.sent(asking_page)
    writing()
    sign_in = proving_sign_in()
    prove(sign_in, form)
    if sign_in.completed_at is None:
        sign_in.complete(proven=True)
    commit()
    return done(page_of_this_house(form.next.data), {"person": sign_in.person_id}, status=200)


# --- Step-up ---------------------------------------------------------------------------------------------------------


@bp.get("/sign-in/step-up")
def step_up():
    """Prove once more that it is I, for the next ten minutes."""
    me()
    return step_up_page(ProofForm(formdata=None, next=request.args.get("next", "")))


@bp.post("/sign-in/step-up")
@limiter.limit("60 per minute")
def give_step_up():
    form = ProofForm.sent(step_up_page)
    writing()
    me()
    prove(g.sign_in, form)
    commit()
    return done(page_of_this_house(form.next.data), {"proven_at": g.sign_in.proven_at.isoformat()}, status=200)


@bp.before_app_request
def prove_on_the_way():
    """A form that was held up for a second factor comes again with it: it is taken here, and the door is opened as asked."""
    if request.method != "POST" or request.is_json or not any(name.startswith(CARRIED) for name in request.form):
        return
    form = ProofForm.sent(held_up_page, prefix=CARRIED)
    with limiter.limit("60 per minute"):
        writing()
    me()
    prove(g.sign_in, form)
    commit()
    show_again(None, None)


def held_up():
    """The answer to who must prove that it is she: the page that asks for it and carries along what was sent."""
    if request.method == "POST":
        return make_response(held_up_page(ProofForm(formdata=None, prefix=CARRIED)), 403)
    return make_response(step_up_page(ProofForm(formdata=None, next=request.full_path.rstrip("?"))), 403)


def held_up_page(form):
    typed = request.form.items(multi=True)
    sent = [(name, text) for name, text in typed if name != "csrf_token" and not name.startswith(CARRIED)]
    files = [name for name, file in request.files.items(multi=True) if file.filename]
    return step_up_page(form, action=request.full_path.rstrip("?"), sent=sent, files=files)


def step_up_page(form, action=None, sent=(), files=()):
    kinds = {each.kind for each in factors_of(me())}
    context = {"form": form, "action": action or url_for("second_factor.give_step_up"), "sent": sent, "files": files}
    return render_template("membership/step_up.html", kinds=kinds, keys_work=key_site() is not None, **context)


# --- Keys, and a factor that goes --------------------------------------------------------------------------------------


@bp.post("/second-factors/challenge")
@limiter.limit("60 per minute")
def challenge():
    """What the browser asks a key to sign, or (with `for=new`) to be made for."""
    Form.sent()
    writing()
    sign_in = proving_sign_in()
    asked = asked_to_make(sign_in) if request.form.get("for") == "new" else asked_to_sign(sign_in)
    commit()
    return Response(asked, content_type="application/json")


@bp.post("/second-factors/<int:id>/end")
def end_factor(id):
    """Remove a factor of mine."""
    Form.sent(lambda _form: redirect(url_for("security.security"), 303))
    writing()
    factor = find(seen_factors, id)
    proven()
    factor.end(by=me(), needed=needs_factor(me()))
    tell(me(), "factor_removed", f"factor/{id}/removed", factor=factor)
    commit()
    return done(url_for("security.security"), {"id": id}, 200, _l("Removed."))


# --- Lost factors ----------------------------------------------------------------------------------------------------


@bp.get("/second-factors")
def accounts(form=None):
    """The platform administrator looks for the account of somebody who lost her factors."""
    require(can_administer, None)
    email = request.args.get("email", "").strip()[:254]
    found = account_of(seen_accounts(me().id, moment()), email) if email else None
    factors = factors_of(found) if found else []
    if wants_json():
        return as_items([{"person": found.id, "factors": [factor_json(each) for each in factors]}] if found else [])
    return render_template("membership/second_factor_lost.html", email=email, found=found, factors=factors, form=form)


@bp.post("/people/<int:id>/second-factors/end")
def reset_factors(id):
    """End the factors, the codes and the sign-ins of a person who lost them; she is told by mail."""
    Form.sent(accounts)
    writing()
    person = find(seen_accounts, id)
    require(can_reset_factors, person)
    proven()
    end_factors(person, by=me())
    SignIn.end_all(person, by=me())
    tell(person, "factors_reset", f"factors-reset/{person.id}/{moment().timestamp()}")
    commit()
    note = _l("Reset. The person is told by mail.")
    return done(url_for("second_factor.accounts", email=person.email), {"id": id}, 200, note)
