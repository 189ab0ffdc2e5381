"""The whole building on one screen."""

from pathlib import Path

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, database, demo, errors_shown, live, shell
from app.database import db
from app.documents import routes as documents
from app.doors import Number, Request
from app.extensions import babel, csrf, login_manager, migrate
from app.home import routes as home
from app.limits import limiter
from app.meetings import routes as meetings
from app.membership import routes as membership
from app.permissions import CookieSession, heed_token, load_person
from app.plan import routes as plan
from app.public import routes as public
from app.register import routes as register
from app.static_files import Application
from app.workspaces import routes as workspaces
from config import from_environment

ROOMS = (home, membership, documents, plan, register, meetings, workspaces, public)
HERE = Path(__file__).parent


def create_app(settings=None):
    """Tavolo as a Flask application; `settings` override those of the environment (for tests)."""
    app = Application(__name__, static_folder=beside("static"), template_folder=beside("templates"))
    app.config.from_mapping({**from_environment(), **(settings or {})})
    app.request_class = Request
    app.before_request(lambda: request.check_text())  # before all else: who reads the form first leaves no bytes to look at
    app.url_map.converters["int"] = Number
    app.session_interface = CookieSession()
    app.json.sort_keys = False
    app.wsgi_app = ProxyFix(app.wsgi_app, *[app.config["TRUSTED_PROXIES"]] * 3)

    app.teardown_appcontext(database.run_afterwards)  # registered first, it comes last: the request's own transaction is over
    db.init_app(app)
    app.teardown_appcontext(database.give_up_turn)
    with app.app_context():
        database.prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(beside("migrations")), render_as_batch=True)
    app.before_request(heed_token)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=shell.language)
    limiter.init_app(app)
    login_manager.init_app(app)
    login_manager.request_loader(load_person)

    for room in ROOMS:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
    shell.init_app(app)
    errors_shown.init_app(app)
    live.init_app(app)
    cli.init_app(app)
    demo.init_app(app)
    return app


def beside(folder):
    """A top-level folder of the source tree, or its copy inside an installed wheel."""
    source = HERE.parent / folder
    return source if source.is_dir() else HERE / f"_{folder}"
