"""Coming in: from a proof of who somebody is (a password, the gateway) to a sign-in, and the second factor on the way."""

from urllib.parse import urlencode

from flask import abort, current_app, request, session, url_for
from flask_babel import lazy_gettext as _l

from app.access_log import log_refusal
from app.database import commit, db, hold
from app.doors import done, page_of_this_house
from app.errors import RuleBroken
from app.membership.models import Person, SignIn
from app.membership.models.second_factor import FactorTry, RecoveryCode, code_hash, factors_of
from app.membership.routes.keys import key_that_signed
from app.outbox import post_mail
from app.permissions import begun_sign_in, is_asked_factor, sign_in_of
from app.words import LANGUAGE_COOKIE


def enter(person, method="password", asked="", proven=False):
    """Begin a sign-in and answer the browser: to the page it asked for, or to the second factor where one is due.

    Call inside writing(); it commits. `proven` says that the way in was itself of two factors (SPID and CIE from level 2).
    """
    session.renew()
    session["_renewed"] = True
    due = not proven and is_asked_factor(person)
    SignIn.begin(person, session.token, request.user_agent.string, method, due=due, proven=proven)
    commit()
    page = page_of_this_house(asked)
    told = {"person": person.id}
    if due:
        door = url_for("second_factor.second_factor")
        told, page = told | {"second_factor": door}, door + ("?" + urlencode({"next": page}) if page != "/" else "")
    return in_her_language(done(page, told, status=200), person)


def in_her_language(reply, person):
    reply = current_app.make_response(reply)
    if person.language:
        reply.set_cookie(
            LANGUAGE_COOKIE,
            person.language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return reply


def my_token():
    return request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")


def proving_sign_in():
    """The sign-in of this browser, complete or waiting for its second factor; 401 where there is none."""
    return begun_sign_in(my_token()) or sign_in_of(my_token()) or abort(401)


def prove(sign_in, form):
    """Take a second factor: a code, a recovery code or the answer of a key. RuleBroken where it does not hold.

    Call inside writing(), on a request that does nothing else before: a wrong try is committed.
    """
    person = sign_in.person
    hold(Person, person.id)
    db.session.refresh(sign_in)  # another try may have taken the challenge while this one waited
    if form.key.data:
        accepted, field = key_that_signed(sign_in, form.key.data) is not None, form.key
    else:
        accepted, field = code_accepted(person, form.code.data or ""), form.code
    if not accepted:
        commit()
        log_refusal("factor-refused", subject=person.stream, person=person, way=field.short_name)
        raise RuleBroken(sentence_for(field), field=field.short_name, status=422)
    FactorTry.forget(person)
    sign_in.prove()


def code_accepted(person, typed):
    code = "".join(typed.split())
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        return recovery_code_accepted(person, code)
    if FactorTry.exhausted(person):
        sentence = _l("Five wrong codes in five minutes. Wait five minutes, or use a key or a recovery code now.")
        raise RuleBroken(sentence, field="code", status=429)
    if any(factor.accepts(code) for factor in factors_of(person) if factor.kind == "totp"):
        return True
    FactorTry.note(person)
    return False


def recovery_code_accepted(person, code):
    if not RecoveryCode.use(person, code):
        return False
    left = RecoveryCode.left(person)
    tell(person, "recovery_code_used", f"recovery-code/{person.id}/{left}/{code_hash(code)[:16]}", left=left)
    return True


def sentence_for(field):
    if field.short_name == "key":
        return _l("The key did not answer as expected. Try again.")
    return _l("This is not a code of yours that works now. Type the one that is shown at this moment.")


def tell(person, what, key, **context):
    """A mail to the person about her own account: whoever does such a thing in her place is noticed."""
    context |= {"language": person.language, "person_id": person.id, "person": person}
    post_mail(f"membership/mail/{what}", to=person.email, key=key, **context)
