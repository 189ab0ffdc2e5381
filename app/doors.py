"""What every door shares: reading a request safely, answering with a page or with JSON, showing a page again."""

import json
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Request as FlaskRequest
from flask import current_app, flash, g, jsonify, make_response, redirect, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.routing import IntegerConverter

DEEPEST = 8
# {endpoint: bytes} of the doors that take more than a form, for who has signed in.
large_doors = {}


class Request(FlaskRequest):
    """A request whose text is sound: broken UTF-8 and NUL are refused here, once, for every door."""

    def check_text(self):
        """400 where the address or the body holds bytes that are not text."""
        if self.endpoint in large_doors and current_user.is_authenticated:
            self.max_content_length = large_doors[self.endpoint]
        parts = [self.query_string, self.environ.get("PATH_INFO", "").encode("latin-1", "replace")]
        if self.mimetype == "application/x-www-form-urlencoded":
            parts.append(self.get_data(cache=True, parse_form_data=False))
        if any(part.count(b"&") >= self.max_form_parts for part in parts):
            raise RequestEntityTooLarge()
        if not all(is_text(part) for part in parts) or not self._form_is_text():
            raise BadRequest(_l("The text arrived with broken characters. Type it again or send it as UTF-8."))

    def _form_is_text(self):
        values = [value for field in self.form.lists() for value in (field[0], *field[1])]
        return not any("\x00" in value or "\ufffd" in value for value in values)

    @property
    def bearer(self):
        """The token of `Authorization: Bearer …` (RFC 6750); None where the request has none."""
        authorization = self.authorization
        return authorization.token or "" if authorization and authorization.type == "bearer" else None

    def json_object(self):
        """The JSON body, which must be one object; 400 with a sentence otherwise."""
        try:
            body = json.loads(self.get_data(cache=True).decode("utf-8"), parse_constant=refuse_constant)
        except (ValueError, RecursionError) as error:
            raise BadRequest(_l("The body is not sound JSON.")) from error
        if not isinstance(body, dict) or deeper_than(DEEPEST, body) or not json_is_text(body):
            raise BadRequest(_l("The body must be one JSON object of plain values."))
        return body


class Number(IntegerConverter):
    """The number of a thing in an address; a longer one than any archive gives is no address of ours."""

    regex = r"\d{1,9}"


def as_number(text, digits=9):
    """The whole number that plain digits stand for, at most so many of them; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def is_text(raw):
    """Are these percent-encoded bytes UTF-8 without NUL?"""
    try:
        return "\x00" not in unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return False


def json_is_text(value):
    try:
        plain = json.dumps(value, ensure_ascii=False)
        plain.encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        return False
    return "\\u0000" not in plain


def deeper_than(levels, value):
    """Does a value hold more lists and objects within each other than this? Asked no deeper, so that no depth is too much."""
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(deeper_than(levels - 1, each) for each in inside)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def wants_json():
    """Does this reader prefer JSON? Browsers and `*/*` get pages."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    accepts = request.accept_mimetypes
    return best in ("application/json", "application/problem+json") and accepts[best] > accepts["text/html"]


def answer(template, shown, **context):
    """A page, or the same thing as JSON: `shown` is one object, or a list (answered as {"items": …, "next": …})."""
    if wants_json():
        reply = jsonify(as_items(shown) if isinstance(shown, list) else shown)
    else:
        reply = make_response(render_template(template, **context))
    reply.vary.update(("Accept", "Cookie", "Accept-Language"))
    return reply


def as_items(items, following=None):
    return {"items": items, "next": following}


def done(address, shown=None, status=201, note=None):
    """The answer to a POST that was carried out: 303 to a page that shows the note, or JSON with what was made."""
    if wants_json():
        return jsonify(shown or {}), status, {"Location": address} if status == 201 else {}
    if note is not None:
        flash(str(note), "good")
    return redirect(address, 303)


def as_file(content, name, kind):
    """An answer that the browser keeps as a file; `kind` is its media type."""
    reply = make_response(content)
    reply.headers["Content-Type"] = kind
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def page_of_this_house(asked):
    """The page that was asked for, if it is a page of this house; else the desk. A redirect never leaves the house."""
    if not (asked or "").startswith("/") or asked.startswith(("//", "/\\")) or not asked.isprintable():
        return "/"
    try:
        current_app.url_map.bind("").match(urlsplit(asked).path, "GET")
    except HTTPException:
        return "/"
    return asked


def show_again(form, page):
    """Remember how to show this form's page again with what was typed, should the request be refused."""
    g.page_again = (form, page)


def page_again():
    """(form, page) as remembered by show_again, or (None, None)."""
    return g.get("page_again", (None, None))


def problem(status, title, sentence, **more):
    """An error for programs: application/problem+json (RFC 9457)."""
    reply = jsonify({"type": "about:blank", "title": str(title), "status": status, "detail": str(sentence), **more})
    reply.status_code = status
    reply.content_type = "application/problem+json"
    return reply
