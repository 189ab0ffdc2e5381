"""How a "no" looks: the same page again, a calm page of its own, or application/problem+json."""

import logging
from urllib.parse import urlencode

from flask import current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, Unauthorized

from app.database import db, give_up_turn, is_conflict
from app.doors import page_again, problem, wants_json
from app.errors import AlreadyDone, FormRefused, RuleBroken, StepUpNeeded
from app.membership.routes.second_factor import held_up

log = logging.getLogger(__name__)

NOT_TYPED = {"csrf_token", "password", "again", "old", "nonce", "for", "code", "key", "sealed", "step_up-code", "step_up-key"}

SENTENCES = {
    400: (_l("This request cannot be read"), _l("Something in it is not as expected. Go back and try again.")),
    401: (_l("Sign in first"), _l("This page is for people who have signed in.")),
    403: (_l("This is not yours to do"), _l("Your mandates of today do not allow it. Ask the secretariat of the table.")),
    404: (_l("There is nothing here"), _l("The address is wrong, or what it names is not open to you.")),
    405: (_l("This cannot be asked that way"), _l("Use the buttons of the page.")),
    409: (_l("This cannot be done now"), _l("Somebody changed it meanwhile. Open the page again.")),
    413: (_l("This is too large"), _l("A form holds at most 2 megabytes, a file 20. Send less and try again.")),
    429: (_l("One moment"), _l("Too many requests in a short time. Wait a minute and try again.")),
    500: (_l("Our mistake"), _l("Something went wrong on our side. Nothing was stored; try again in a moment.")),
    503: (_l("One moment"), _l("The archive is busy. Nothing was stored; try again in a moment.")),
}


def init_app(app):
    app.register_error_handler(FormRefused, form_refused)
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(AlreadyDone, already_done)
    app.register_error_handler(StepUpNeeded, step_up_needed)
    app.register_error_handler(Unauthorized, unauthorized)
    app.register_error_handler(CSRFError, csrf_refused)
    app.register_error_handler(RateLimitExceeded, too_often)
    app.register_error_handler(OperationalError, archive_busy)
    app.register_error_handler(IntegrityError, archive_busy)
    app.register_error_handler(HTTPException, http_error)


def form_refused(refused):
    give_up_turn()
    form = refused.form
    if wants_json():
        errors = {name: [str(each) for each in messages] for name, messages in form.errors.items()}
        sentence = "; ".join(each for messages in errors.values() for each in messages)
        return problem(422, _l("Some fields are not right"), sentence, errors=errors)
    _, page = page_again()
    return shown_again(page, form, 422) if page else refusal_page(422, _l("Some fields are not right"), "")


def rule_broken(broken):
    """The sentence is shown beside the field it is about, on the same page, with what was typed."""
    give_up_turn()
    if wants_json():
        voices = [{"id": each.organisation.id, "name": each.organisation.name} for each in getattr(broken, "voices", ())]
        more = {"for": voices} if voices else getattr(broken, "told", {})
        return problem(broken.status, SENTENCES[409][0], broken.sentence, **more)
    form, page = page_again()
    if page is None:
        return refusal_page(broken.status, SENTENCES[409][0], broken.sentence)
    field = form._fields.get(broken.field)
    errors = field.errors if field is not None else form.form_errors
    if field is not None:
        field.errors = [*errors, broken.sentence]
    else:
        form.form_errors = [*errors, broken.sentence]
    form.refusal = broken
    return shown_again(page, form, broken.status)


def already_done(_done):
    """Only programs and the outbox of the browser send the header that leads here: they read JSON."""
    give_up_turn()
    return jsonify({"already": True})


def step_up_needed(_needed):
    give_up_turn()
    if wants_json():
        sentence = _l("Prove once more that it is you: this needs a second factor given in the last ten minutes.")
        return problem(403, _l("Prove that it is you"), sentence, step_up=url_for("second_factor.step_up"))
    return held_up()


def shown_again(page, form, status):
    """The page with what was typed; who may not see the page gets its refusal instead."""
    try:
        return make_response(page(form), status)
    except HTTPException as error:
        return http_error(error)


def unauthorized(_error):
    give_up_turn()
    if request.bearer is not None:
        reply = problem(401, *SENTENCES[401])
        reply.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return reply
    if wants_json():
        return problem(401, *SENTENCES[401])
    if request.method == "GET":
        asked = request.full_path.rstrip("?")
        return redirect(url_for("sign_in.show_sign_in") + ("?" + urlencode({"next": asked}) if asked != "/" else ""), 303)
    return refusal_page(401, *SENTENCES[401])


def csrf_refused(_error):
    sentence = _l("This form has grown old: you signed in or out since you opened it. Open the page again.")
    return refused(400, SENTENCES[400][0], sentence)


def too_often(limit):
    return refused(429, *SENTENCES[429], headers={"Retry-After": "60"})


def archive_busy(error):
    """A conflict with another transaction is tried once more; what is still refused is said, never shown as a 500."""
    db.session.rollback()
    give_up_turn()
    if (is_conflict(error) or isinstance(error, IntegrityError)) and not request.environ.get("tavolo.again"):
        request.environ["tavolo.again"] = True
        return tried_again()
    log.error("the archive refused", exc_info=error)
    return refused(503, *SENTENCES[503], headers={"Retry-After": "5"})


def tried_again():
    """What the other transaction left may now break a rule: the second answer is a "no" like any other."""
    try:
        return current_app.view_functions[request.endpoint](**request.view_args)
    except Exception as error:
        return current_app.handle_user_exception(error)


def http_error(error):
    give_up_turn()
    if isinstance(error, InternalServerError):
        log.error("a request failed", exc_info=error.original_exception or error)
    code = error.code or 500
    if code in (301, 302, 303, 307, 308):
        return error
    title, sentence = SENTENCES.get(code, SENTENCES[400])
    if code == 400 and not isinstance(error.description, str):
        sentence = error.description
    headers = {"Allow": ", ".join(error.valid_methods or ())} if isinstance(error, MethodNotAllowed) else {}
    return refused(code, title, sentence, headers=headers)


def refused(status, title, sentence, headers=None):
    reply = problem(status, title, sentence) if wants_json() else refusal_page(status, title, sentence)
    reply.headers.extend(headers or {})
    return reply


def refusal_page(status, title, sentence):
    shown = [] if status == 413 else typed()  # what is too large to be read is too large to be shown
    page = render_template("error.html", title=title, sentence=sentence, typed=shown, status=status)
    return make_response(page, status)


def typed():
    """What was typed, to be shown so that it can be copied: [(field, text)]."""
    if request.method != "POST" or request.is_json or request.content_length and request.content_length > 2 * 1024 * 1024:
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED and value.strip()]
