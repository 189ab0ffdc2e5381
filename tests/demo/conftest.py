"""Milan's world, loaded once for all tests of the demo; what they ask of it changes nothing but passwords."""

import os

import pytest
from flask_migrate import upgrade

from app import create_app
from app.database import db
from app.demo import introduce, load_world_once


@pytest.fixture(scope="session")
def empty_app(request, tmp_path_factory):
    """empty_app(name) is Tavolo on a migrated archive of its own that holds nothing."""

    def made(name):
        app = create_app(
            {
                "TESTING": True,
                "INSTANCE": tmp_path_factory.mktemp(name),
                "SQLALCHEMY_DATABASE_URI": database_url(request, tmp_path_factory, name),
                "RATELIMIT_ENABLED": False,
                "SOCKET_MODE": "threading",
            }
        )
        with app.app_context():
            upgrade()
            db.engine.dispose()
        return app

    return made


def database_url(request, tmp_path_factory, name):
    if os.environ.get("TAVOLO_TEST_DATABASE") == "postgresql":
        return request.getfixturevalue("postgres").create(name)
    return f"sqlite:///{tmp_path_factory.mktemp(name)}/tavolo.sqlite"


@pytest.fixture(scope="session")
def loaded_app(empty_app):
    app = empty_app("milan")
    with app.app_context():
        load_world_once()
        introduce("http://127.0.0.1:8000")
        db.engine.dispose()
    return app


@pytest.fixture
def milan(loaded_app):
    """An application context in Milan's world."""
    with loaded_app.app_context():
        yield loaded_app
    with loaded_app.app_context():
        db.engine.dispose()
