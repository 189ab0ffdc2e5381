"""What a person may not see answers like what is not there: status, headers, text, and the very same queries."""

import re

import pytest

from tests.asking import body_of
from tests.conftest import Visitor
from tests.rotation import a_turn
from tests.states import STATES
from tests.test_permissions import ACTORS, ROWS

NOWHERE = "987654321"
# Nobody guesses the signature of such a link: who has it knows what it is for, so what its end is looked up by tells her nothing.
SIGNED = "{link}"
# What differs between any two answers, whatever they say.
OF_ITS_OWN = re.compile(r'(?<=csrf-token" content=")[^"]+|(?<=csrf_token" value=")[^"]+|(?<=nonce" value=")[^"]+')
HIDDEN = [row for row in ROWS if row["door"].startswith(("GET", "POST")) and "{" in row["door"] and "404" in row.values()]


@pytest.mark.parametrize("row", a_turn(HIDDEN), ids=lambda row: f"{row['door']} [{row['state']}]")
def test_a_thing_that_is_not_seen_answers_like_one_that_is_not_there(row, app, cast, counted):
    """Asked by the first and by the last of those who do not see it, in a browser and by a program."""
    with app.app_context():
        names = STATES[row["state"]](cast)
    names["sign_in"] = Visitor(app, "delegate").sign_in_id
    blind = [actor for actor in ACTORS if row[actor] == "404"]
    method, address = row["door"].split(" ", 1)
    real, absent = address.format(**names), re.sub(r"\{\w+\}", NOWHERE, address)
    fields = row["fields"].format(**names)
    for role in sorted({blind[0], blind[-1]}):
        visitor = Visitor(app, role if role != "anonymous" else None)
        for accept in ("text/html", "application/json"):
            unseen, missing = (answer_of(visitor, method, path, fields, accept, counted) for path in (real, absent))
            if SIGNED in row["door"]:
                unseen["asked"] = missing["asked"]
            assert unseen == missing
            assert unseen["status"] == 404


def answer_of(visitor, method, path, fields, accept, counted):
    """What the answer tells, and what the database was asked for it."""
    with counted() as asked:
        reply = visitor.get(path, accept=accept) if method == "GET" else visitor.post(path, body_of(fields), accept=accept)
    told = {"status": reply.status_code, "headers": headers_of(reply), "text": text_of(reply, path)}
    return told | {"asked": list(asked)}


def headers_of(reply):
    own = ("Date", "Content-Length", "Set-Cookie")
    return sorted((name, value) for name, value in reply.headers if name not in own)


def text_of(reply, path):
    return OF_ITS_OWN.sub("", reply.text.replace(path.partition("?")[0], "ADDRESS"))


def test_there_is_something_to_compare():
    assert len(HIDDEN) > 150
