"""How often one may knock: limits a door, an address, a browser."""

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    key_func=get_remote_address,
    in_memory_fallback_enabled=True,
    headers_enabled=True,
    strategy="moving-window",
    key_prefix="tavolo",
)


def browser():
    """The browser that asks, by its cookie."""
    return "browser:" + request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], get_remote_address())
