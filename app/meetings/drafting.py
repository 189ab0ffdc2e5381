"""The first text of the minutes, written from what was recorded, in the language of the house."""

import re

from flask import current_app, render_template
from flask_babel import force_locale

ANYWHERE = re.compile(r"[\\`*_\[\]|]")
AT_LINE_START = re.compile(r"^[ \t]*([#>+\-=~:]|\d+\.)?", re.MULTILINE)


def drafted(meeting, places):
    """Markdown with attendance, each item with its outcome, each output with its five parts."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        return render_template("meetings/minutes_draft.md", meeting=meeting, places=places, typed=typed).strip() + "\n"


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
