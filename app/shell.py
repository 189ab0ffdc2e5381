"""What surrounds every page: the reader's language, the bar and the rail, dates in words, the addresses of assets."""

from datetime import datetime
from decimal import Decimal

from flask import current_app, g, get_flashed_messages, has_request_context, request, url_for
from flask_babel import format_date, format_datetime, format_decimal, format_time, get_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import PartialDate, day_of, db, last_day
from app.home.queries import hats_of
from app.meetings.queries.links import is_link_seen, standing
from app.membership.models import Organisation
from app.permissions import SENTENCES, is_confidential, me, outputs_of, shown_title, someone, words_of
from app.rendering import prose, stored
from app.words import LANGUAGE_COOKIE, LANGUAGES, named_openly, role_beside, titled, word
from app.workspaces.queries.unread import Unread, unread_once

# endpoint of the page, icon, label; the blueprint before the dot tells which one is current
RAIL = (
    ("home.desk", "it-inbox", _l("Desk")),
    ("tables.tables", "it-user", _l("Tables")),
    ("meetings.meetings", "it-calendar", _l("Meetings")),
    ("decisions.decisions", "it-sign", _l("Decisions")),
    ("workspaces.workspaces", "it-comment", _l("Workspaces")),
    ("plan.plan", "it-chart-line", _l("Plan")),
    ("organisations.organisations", "it-pa", _l("Organisations")),
    ("register.register", "it-locked", _l("Register")),
)

# pages of these blueprints stand under another one's entry
WITHIN = {
    "acts": "tables",
    "agenda": "meetings",
    "belonging": "organisations",
    "bodies": "organisations",
    "bodies_parts": "organisations",
    "coherence": "plan",
    "coherence_opinions": "plan",
    "delegates": "organisations",
    "documents": "tables",
    "guests": "workspaces",
    "invitations": "organisations",
    "items": "meetings",
    "leads": "tables",
    "mandates": "tables",
    "matrix": "plan",
    "minutes": "meetings",
    "opinions": "tables",
    "papers": "meetings",
    "order": "meetings",
    "proxies": "meetings",
    "backlog": "meetings",
    "series": "meetings",
    "rosters": "tables",
    "seals": "meetings",
    "seats": "tables",
    "shelf": "workspaces",
    "sharing": "workspaces",
    "successions": "organisations",
    "table_rules": "tables",
    "task_page": "workspaces",
    "tasks": "workspaces",
    "catching_up": "workspaces",
    "reading": "workspaces",
    "threads": "workspaces",
    "workspace_coherence": "workspaces",
    "zones": "tables",
}


def init_app(app):
    app.context_processor(surroundings)
    app.after_request(guard_headers)
    filters = (as_day, day, short_day, last_day, moment, time_of_day, figure, euro)
    filters += (named_openly, prose, role_beside, stored, titled, word)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def language():
    """`it` or `en`: the address says it on public pages, elsewhere the reader's choice, else the browser's wish."""
    if not has_request_context():
        return LANGUAGES[0]
    asked = request.args.get("lang") if request.path.startswith("/public") else request.cookies.get(LANGUAGE_COOKIE)
    if asked in LANGUAGES:
        return asked
    if request.path.startswith("/public"):
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def surroundings():
    """The names every template knows."""
    given = {"lang": str(get_locale()), "demo": current_app.config["DEMO"], "asset": asset, "city": city}
    person = None if request.path.startswith("/public") else someone()
    given |= {"me": person, "hats": hats_of(person) if person else [], "nav": rail() if person else []}
    given |= {each.__name__: each for each in (is_confidential, is_link_seen, outputs_of, shown_title, standing, words_of)}
    given |= {"unread": unread_once(person) if person else Unread()}
    given |= {"notes": get_flashed_messages(with_categories=True) if person else []}
    return given | {name: asked_of_me(sentence) for name, sentence in SENTENCES.items()}


def asked_of_me(sentence):
    """The sentence as templates ask it: about a thing, for the reader."""
    return lambda thing=None: sentence(me(), thing)


def rail():
    here = WITHIN.get(request.blueprint, request.blueprint)
    return [(page, icon, label, page.split(".")[0] == here) for page, icon, label in RAIL]


def city():
    """The name of the body whose house this is."""
    if "city" not in g:
        query = select(Organisation.name).where(Organisation.kind == "metropolitan_city").order_by(Organisation.id)
        g.city = db.session.scalar(query.limit(1)) or ""
    return g.city


def asset(name):
    """The address of a built file, which changes with its content."""
    return url_for("static", filename=f"dist/{name}", v=stamp())


def stamp():
    if "STAMP" not in current_app.config:
        path = current_app.static_folder and f"{current_app.static_folder}/dist/stamp"
        try:
            with open(path) as file:
                current_app.config["STAMP"] = file.read().strip()[:12]
        except OSError:
            return "0"
    return current_app.config["STAMP"]


# --- Filters ---------------------------------------------------------------------------------------------------------


def day(value):
    """`22 novembre 2026`; a partial date says what is known of it."""
    if value is None:
        return ""
    if isinstance(value, PartialDate) and value.months:
        return some_months(value)
    if isinstance(value, PartialDate):
        form = {4: "y", 7: "LLLL y", 10: "d MMMM y"}[len(value.text)]
        return format_date(value.first_day, form)
    return format_date(as_day(value), "d MMMM y")


def some_months(known):
    """`secondo semestre 2018`, `aprile–giugno 2019`: a span of months of one year."""
    year = known.text[:4]
    halves = {(1, 6): _l("first half of %(year)s", year=year), (7, 12): _l("second half of %(year)s", year=year)}
    last = known.first_day.replace(month=known.months[1])
    half = halves.get(known.months)
    return str(half) if half else f"{format_date(known.first_day, 'LLLL')}–{format_date(last, 'LLLL y')}"


def short_day(value):
    """`22 nov 2026`."""
    return format_date(as_day(value), "d MMM y") if value else ""


def moment(value):
    """`domenica 22 novembre 2026, 10:00`."""
    return format_datetime(value, "EEEE d MMMM y, HH:mm") if value else ""


def time_of_day(value):
    return format_time(value, "HH:mm") if value else ""


def figure(number, decimals=0):
    """A number as the reader's language writes it: 3.214.630, 1.575,65."""
    return format_decimal(number, "#,##0" + ("." + "0" * decimals if decimals else ""))


def euro(cents):
    """Euro cents as money: 60.000,00 €."""
    return f"{figure(Decimal(cents) / 100, 2)}\N{NO-BREAK SPACE}€"


def as_day(value):
    return day_of(value) if isinstance(value, datetime) else value


def guard_headers(response):
    """Headers of every answer: no foreign content, no frames, nothing kept behind sign-in."""
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'",
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        named = "v" in request.args  # the address changes with the content, so nobody need ask again
        response.cache_control.no_cache = None if named else True
        response.cache_control.max_age = 31536000 if named else 60
    elif not request.path.startswith("/public"):
        headers["Cache-Control"] = "no-store, private"
    return response
