"""The first text of the minutes, written from what was recorded, in the language of the house."""

import re

from flask import current_app, render_template
from flask_babel import force_locale

from app.meetings.queries.conflicts import declared_on
from app.meetings.queries.course import record_of
from app.meetings.queries.poll_words import told_results
from app.meetings.queries.validity import turns_of
from app.permissions import moment

ANYWHERE = re.compile(r"[\\`*_\[\]|]")
AT_LINE_START = re.compile(r"^[ \t]*([#>+\-=~:]|\d+\.)?", re.MULTILINE)


def drafted(meeting, places):
    """Markdown with attendance, each item with its lines of the record and its outcome, each output with its five parts."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        said = {"meeting": meeting, "places": places, "typed": typed, "now": moment(), "told_results": told_results}
        said |= {"lines": record_of(meeting), "declared_on": declared_on, "turns": turns_of(meeting)}
        return render_template("meetings/minutes_draft.md", **said).strip() + "\n"


def typed(text):
    """A text such that Markdown shows it as it was typed."""
    text = str(text or "").replace("&", "&amp;").replace("<", "&lt;")
    return AT_LINE_START.sub(inert, ANYWHERE.sub(r"\\\g<0>", text))


def inert(start):
    """The beginning of a line, so that it begins no list, heading, quotation, rule, table or block of code."""
    mark = start[1] or ""
    if mark in "=~:":
        return f"&#{ord(mark)};" if mark else ""
    return mark[:-1] + "\\" + mark[-1]
