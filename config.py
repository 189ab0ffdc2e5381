"""Settings, read once from the environment; a bad value is refused at start in one clear sentence."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

WEAK_KEYS = {"", "dev", "secret", "changeme", "change-me"}
KEY_BYTES = 32


class BadSetting(click.ClickException):
    """A setting of the environment that cannot be used; its text names the variable and the way out.

    Every `flask` command shows it as one sentence.
    """


def from_environment(environ=os.environ):
    """The settings of Flask and its extensions as one dictionary.

    Raises BadSetting where a variable holds something unusable.
    """
    instance = Path(environ.get("TAVOLO_INSTANCE") or Path(__file__).parent / "instance").absolute()
    instance.mkdir(parents=True, exist_ok=True)
    base_url = one_of_schemes(environ, "TAVOLO_BASE_URL", "", ("http", "https"))
    secure = base_url.startswith("https://")
    redis_url = one_of_schemes(environ, "TAVOLO_REDIS_URL", "", ("redis", "rediss", "unix"))
    return {
        "INSTANCE": instance,
        "SECRET_KEY": environ.get("TAVOLO_SECRET_KEY") or kept_key(instance),
        "SECRET_KEY_CHOSEN": strong(environ.get("TAVOLO_SECRET_KEY", "")),
        "SQLALCHEMY_DATABASE_URI": database_url(environ.get("TAVOLO_DATABASE_URL", ""), instance),
        "REDIS_URL": redis_url,
        "RATELIMIT_STORAGE_URI": redis_url or "memory://",
        "RATELIMIT_ENABLED": switch(environ, "TAVOLO_RATE_LIMITS", True),
        "BASE_URL": base_url.rstrip("/"),
        "TRUSTED_PROXIES": whole(environ, "TAVOLO_TRUSTED_PROXIES", 0),
        "SESSION_COOKIE_NAME": "__Host-tavolo" if secure else "tavolo",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "it",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Rome",
        "DEMO": switch(environ, "TAVOLO_DEMO", False),
        "SOCKET_TRANSPORTS": ["websocket"] if environ.get("TAVOLO_WORKERS", "1") != "1" else ["polling", "websocket"],
    }


def kept_key(instance):
    """A key made at random once and kept beside the database, good for a demo and for tests."""
    path = instance / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(KEY_BYTES))
    return path.read_text().strip()


def strong(key):
    return key.lower() not in WEAK_KEYS and len(key) >= KEY_BYTES and len(set(key)) > 8


def database_url(text, instance):
    if not text:
        return f"sqlite:///{instance / 'tavolo.sqlite'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise BadSetting(f"TAVOLO_DATABASE_URL is not an address of a database: {text!r}.") from error
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting("TAVOLO_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    return text


def one_of_schemes(environ, name, default, schemes):
    value = environ.get(name, default).strip()
    if value and urlsplit(value).scheme not in schemes:
        raise BadSetting(f"{name} must begin with {' or '.join(s + '://' for s in schemes)}; it is {value!r}.")
    return value


def switch(environ, name, default):
    value = environ.get(name, "").strip().lower()
    if value not in ("", "on", "off"):
        raise BadSetting(f"{name} must be on or off; it is {value!r}.")
    return default if not value else value == "on"


def whole(environ, name, default):
    value = environ.get(name, "").strip() or str(default)
    if not value.isdigit():
        raise BadSetting(f"{name} must be a whole number; it is {value!r}.")
    return int(value)
