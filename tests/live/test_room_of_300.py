"""Three hundred people follow one sitting on one server process: a change of item reaches all at once, and no storm follows."""

import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from app.database import db
from app.meetings.models import Meeting
from tests.cast import Cast

pytestmark = pytest.mark.alone

FOLLOWERS = Path(__file__).with_name("followers.py")
PEOPLE = 300
ASKING, SPREAD = 50, 4  # as many a second as 300 people over the 24 seconds that the page of the room gives them


@contextmanager
def following(server, world, meeting, people, spread):
    """That many followers in a process of their own; `told()` ends it and gives what they heard and asked."""
    words = [server.base_url, f"tavolo={world.sign_in('delegate')}", str(meeting), str(people), str(spread)]
    process = subprocess.Popen([sys.executable, FOLLOWERS, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield lambda: json.loads(process.communicate(timeout=30)[0])
    finally:
        process.kill()


class Lectern:
    """The secretary, who conducts the sitting."""

    def __init__(self, server, world, meeting):
        self.http, self.room = requests.Session(), f"{server.base_url}/meetings/{meeting}"
        self.http.cookies.set("tavolo", world.sign_in("secretary"))
        page = self.http.get(f"{self.room}/room").text
        token = re.search('csrf-token" content="([^"]+)', page)[1]
        self.http.headers.update({"Accept": "application/json", "X-CSRFToken": token})

    def pass_to(self, item):
        begun = time.monotonic()
        assert self.http.post(f"{self.room}/course", data={"item": item}).status_code == 200
        return begun


def sitting_in(world):
    with world.app.app_context():
        meeting = Cast().open_meeting(items=[f"Punto numero {number}" for number in range(1, 7)])
        return meeting.id, [item.id for item in meeting.items]


def share(waits, part):
    return sorted(waits)[min(len(waits) - 1, int(part * len(waits)))]


def test_a_change_of_item_reaches_three_hundred_people_and_their_asking_again_is_no_storm(alone):
    world, server = alone
    meeting, items = sitting_in(world)
    lectern = Lectern(server, world, meeting)
    with following(server, world, meeting, PEOPLE, 0) as told:
        begun = [lectern.pass_to(item) for item in items[:5] if not time.sleep(0.3)]
        time.sleep(1)
        heard = [moments for _, moments in sorted(told()["heard"].items(), key=lambda each: int(each[0]))]
    waits = [moment - start for start, moments in zip(begun, heard, strict=True) for moment in moments]
    assert [len(moments) for moments in heard] == [PEOPLE] * 5
    with following(server, world, meeting, ASKING, SPREAD) as told:
        lectern.pass_to(items[5])
        deadline = time.monotonic() + SPREAD + 1
        pages = []
        while time.monotonic() < deadline:
            start = time.monotonic()
            assert lectern.http.get(f"{lectern.room}/room").status_code == 200
            pages.append(time.monotonic() - start)
            time.sleep(0.25)
        asked = told()["asked"]
    seconds = [wait for _, wait in asked]
    print(
        f"\nroom of {PEOPLE}: change of item p50 {share(waits, 0.5) * 1000:.0f} ms, p95 {share(waits, 0.95) * 1000:.0f} ms, "
        f"max {max(waits) * 1000:.0f} ms; {ASKING} ask again over {SPREAD} s: p50 {share(seconds, 0.5) * 1000:.0f} ms, "
        f"p95 {share(seconds, 0.95) * 1000:.0f} ms; a page meanwhile p95 {share(pages, 0.95) * 1000:.0f} ms"
    )
    assert {status for status, _ in asked} == {200}
    assert len(asked) == ASKING, "everybody who asked was answered while the sitting went on"
    assert share(waits, 0.95) < 1, "everybody is told within a second"
    with world.app.app_context():
        assert db.session.get(Meeting, meeting).current_item.id == items[5]
