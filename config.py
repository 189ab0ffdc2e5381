"""Settings, read once from the environment; a bad value is refused at start in one clear sentence."""

import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

WEAK_KEYS = {"", "dev", "secret", "changeme", "change-me"}
KEY_BYTES = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Names of OpenID Connect Core 1.0, section 5.1, and of SPID's levels with a second factor (AgID, levels 2 and 3).
CLAIMS = {"subject": "sub", "email": "email", "verified": "email_verified", "name": "name", "acr": "acr"}
STRONG_ACR = "https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL3"
# A name of Amazon's rules for buckets, then parts of a key that need no quoting.
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_.-]+)*/?")
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


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
    demo = switch(environ, "TAVOLO_DEMO", False)
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
        "DEMO": demo,
        "MAIL_URL": mail_url(environ, base_url),
        "MAIL_FROM": mail_from(environ),
        "MAILBOX_URL": mailbox_url(environ),
        "FILES": files_place(environ, instance),
        "CLAMD": clamd(environ),
        "WORKSPACE_QUOTA": whole(environ, "TAVOLO_WORKSPACE_QUOTA", 2000) * 1_000_000,
        "OIDC": gateway(environ),
        "SECOND_FACTOR": switch(environ, "TAVOLO_SECOND_FACTOR", not demo),
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


def mail_url(environ, base_url):
    """The address of the SMTP server; empty where mails stay in the outbox."""
    value = one_of_schemes(environ, "TAVOLO_MAIL_URL", "", ("smtp", "smtps"))
    if not value:
        return ""
    try:
        url = urlsplit(value)
        sound = url.hostname and url.port != 0 and url.path in ("", "/") and url.query in ("", "starttls=on") and not url.fragment
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting(
            "TAVOLO_MAIL_URL must look like smtp://user:password@host:587?starttls=on or smtps://user:password@host."
        )
    if url.scheme == "smtps" and url.query:
        raise BadSetting("TAVOLO_MAIL_URL says both smtps:// and starttls=on: choose one of them.")
    if not environ.get("TAVOLO_MAIL_FROM", "").strip():
        raise BadSetting("TAVOLO_MAIL_URL needs TAVOLO_MAIL_FROM, the address that mails come from.")
    if not base_url:
        raise BadSetting("TAVOLO_MAIL_URL needs TAVOLO_BASE_URL: mails hold links to this house.")
    return value


def mail_from(environ):
    """(name, address) that mails come from; ("", "") where it is not set."""
    value = environ.get("TAVOLO_MAIL_FROM", "").strip()
    name, address = parseaddr(value)
    sound = MAIL_ADDRESS.fullmatch(address) and name.isprintable() and "=?" not in name and len(name) <= 100
    if value and not (sound and value.count("@") == 1):
        raise BadSetting("TAVOLO_MAIL_FROM must be one address, like tavolo@example.org or Tavolo <tavolo@example.org>.")
    return name, address


def mailbox_url(environ):
    """Where answers to our mails arrive: a server that speaks IMAP over TLS, or a Maildir folder; empty where none is read."""
    value = environ.get("TAVOLO_MAILBOX_URL", "").strip()
    if not value:
        return ""
    try:
        url = urlsplit(value)
        server = url.scheme == "imaps" and url.hostname and url.username and url.port != 0 and not (url.query or url.fragment)
    except ValueError:
        server, url = False, urlsplit("")
    folder = url.scheme == "maildir" and not url.netloc and Path(url.path).is_absolute()
    if not (server or folder):
        raise BadSetting("TAVOLO_MAILBOX_URL must look like imaps://user:password@host/INBOX or maildir:/path/of/the/folder.")
    if not environ.get("TAVOLO_MAIL_FROM", "").strip():
        raise BadSetting("TAVOLO_MAILBOX_URL needs TAVOLO_MAIL_FROM: answers come to that address, with a + and a proof in it.")
    return value


def gateway(environ):
    """The OpenID Connect gateway of the body, as a dictionary; empty where there is none."""
    names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME")
    issuer, client_id, client_secret, name = (environ.get(f"TAVOLO_OIDC_{each}", "").strip() for each in names)
    if not issuer:
        return {}
    url = urlsplit(issuer)
    if not url.hostname or url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise BadSetting("TAVOLO_OIDC_ISSUER must begin with https://.")
    if not client_id:
        raise BadSetting("TAVOLO_OIDC_ISSUER needs TAVOLO_OIDC_CLIENT_ID, the name under which the gateway knows this house.")
    strong = environ.get("TAVOLO_OIDC_STRONG_ACR", STRONG_ACR).replace(",", " ").split()
    facts = {"issuer": issuer, "client_id": client_id, "client_secret": client_secret, "name": name or "SPID/CIE"}
    return facts | {"claims": claims(environ), "strong_acr": strong}


def claims(environ):
    """Which claim of the gateway says what: `email=mail, name=display_name`; what is not named keeps its standard name."""
    known = dict(CLAIMS)
    for pair in environ.get("TAVOLO_OIDC_CLAIMS", "").replace(",", " ").split():
        name, _, claim = pair.partition("=")
        if name not in known or not claim:
            raise BadSetting(f"TAVOLO_OIDC_CLAIMS pairs {', '.join(known)} with claims, like email=mail; it has {pair!r}.")
        if re.sub("[^a-z]", "", claim.lower()).endswith(("fiscalnumber", "codicefiscale")):
            raise BadSetting("TAVOLO_OIDC_CLAIMS names the fiscal number, which is never kept here. Choose another claim.")
        known[name] = claim
    return known


def files_place(environ, instance):
    """The folder of the files, made now, so that a wrong one is known at start; or `s3://bucket/prefix` as it stands."""
    value = environ.get("TAVOLO_FILES", "").strip()
    if "://" in value:
        if not BUCKET.fullmatch(value):
            raise BadSetting("TAVOLO_FILES must be a folder, or like s3://bucket or s3://bucket/prefix.")
        return value.rstrip("/")
    folder = Path(value).absolute() if value else instance / "files"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"TAVOLO_FILES cannot be made or written: {folder}.") from error
    return folder


def clamd(environ):
    """Where the ClamAV daemon listens: the path of a socket, or (host, port); None where no file is looked at."""
    value = environ.get("TAVOLO_CLAMD", "").strip()
    if not value:
        return None
    path = value.removeprefix("unix:")
    host, _, port = value.rpartition(":")
    if path.startswith("/"):
        return path
    if not (host and port.isdigit() and 0 < int(port) < 65536):
        raise BadSetting("TAVOLO_CLAMD must be the path of a socket, like /run/clamav/clamd.ctl, or host:port.")
    return host.strip("[]"), int(port)


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
