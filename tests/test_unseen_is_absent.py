"""What a person may not see answers like what is not there: status, headers, text, and the very same queries."""

import re
from urllib.parse import parse_qsl

import pytest

from tests.conftest import Visitor
from tests.states import STATES
from tests.test_permissions import ACTORS, ROWS

NOWHERE = "987654321"
# What differs between any two answers, whatever they say.
OF_ITS_OWN = re.compile(r'(?<=csrf-token" content=")[^"]+|(?<=csrf_token" value=")[^"]+|(?<=nonce" value=")[^"]+')
HIDDEN = [row for row in ROWS if row["door"].startswith(("GET", "POST")) and "{" in row["door"] and "404" in row.values()]


@pytest.mark.parametrize("row", HIDDEN, ids=lambda row: f"{row['door']} [{row['state']}]")
def test_a_thing_that_is_not_seen_answers_like_one_that_is_not_there(row, app, cast, counted):
    with app.app_context():
        names = STATES[row["state"]](cast)
    names["sign_in"] = Visitor(app, "delegate").sign_in_id
    role = next(actor for actor in ACTORS if row[actor] == "404")
    visitor = Visitor(app, role if role != "anonymous" else None)
    method, address = row["door"].split(" ", 1)
    real = address.format(**names)
    absent = re.sub(r"\{\w+\}", NOWHERE, address)
    fields = dict(parse_qsl(row["fields"].format(**names)))
    for accept in ("text/html", "application/json"):
        answers = []
        for path in (real, absent):
            with counted() as asked:
                ask = visitor.get if method == "GET" else visitor.post
                reply = ask(path, accept=accept) if method == "GET" else ask(path, fields, accept=accept)
            answers.append((reply.status_code, headers_of(reply), text_of(reply, path), list(asked)))
        unseen, missing = answers
        assert unseen[0] == missing[0] == 404
        assert unseen[1] == missing[1]
        assert unseen[2] == missing[2]
        assert unseen[3] == missing[3]


def headers_of(reply):
    own = ("Date", "Content-Length", "Set-Cookie")
    return sorted((name, value) for name, value in reply.headers if name not in own)


def text_of(reply, path):
    return OF_ITS_OWN.sub("", reply.text.replace(path, "ADDRESS"))


def test_there_is_something_to_compare():
    assert len(HIDDEN) > 20
