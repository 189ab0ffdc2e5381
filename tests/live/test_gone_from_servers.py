"""Who is removed while connected to real servers, with others writing: nothing later reaches her socket or her pages.

They leave one after the other, ten for a release; each listens and reads all the time. The socket is told within a second by
one process, two by two, five where Redis is dead.
"""

import itertools
import re
import threading
import time
from contextlib import contextmanager

import pytest

from app.database import commit, db, writing
from app.membership.models import Affiliation, Person
from app.workspaces.models import Workspace
from tests.cast import LONG_AGO, Cast
from tests.live.conftest import Ear, Mouth
from tests.rotation import RELEASE

pytestmark = pytest.mark.alone

LEAVERS = 10 if RELEASE else 4
PAUSE = 0.2  # seconds between two messages
WORD = re.compile(r"Parola-(\d+)-")


def seat_leavers(world):
    """More people of the partner, each with a mandate in the workspace: {role: number of her mandate}."""
    with world.app.app_context():
        writing()
        seats = db.session.get(Workspace, world.workspace).place.seats
        seat = next(seat for seat in seats if seat.organisation.code == "US")
        people = [Person(name=f"Tecnico {n}", email=f"leaver{n}@example.org") for n in range(LEAVERS)]
        db.session.add_all(Affiliation(person=each, organisation=seat.organisation, since=LONG_AGO) for each in people)
        own = Cast().mandate("delegate", seat.place)
        mandates = [seat.appoint(each, "technician", voice=own) for each in people]
        commit()
        return {f"leaver{n}": mandate.id for n, mandate in enumerate(mandates)}


class Leaver(Ear):
    """Listens by a socket and reads pages in a loop; keeps when she was told that it is over and what each page said."""

    def __init__(self, server, world, role):
        self.told_at = self.removed = self.answered = None
        super().__init__(server, world, role)
        self.client.on("gone", self.over)
        self.client.on("disconnect", lambda *_reason: self.over({"stream": self.stream}))
        self.reader, self.read, self.reading = Mouth(server, world, role), [], True
        self.page = f"{server.base_url}/workspaces/{world.workspace}/threads/{world.thread}"
        self.missed = f"{server.base_url}/streams/{self.stream}/happenings?after=0"
        self.thread = threading.Thread(target=self.read_on)
        self.thread.start()

    def over(self, told):
        if told["stream"] == self.stream and self.told_at is None:
            self.told_at = time.monotonic()

    def read_on(self):
        while self.reading:
            for address, accept in ((self.page, "text/html"), (self.page, "application/json"), (self.missed, "application/json")):
                begun = time.monotonic()
                reply = self.reader.http.get(address, headers={"Accept": accept})
                self.read.append((begun, reply.status_code, {int(number) for number in WORD.findall(reply.text)}))
            time.sleep(0.05)

    def words(self):
        return {number for _, _, words in self.read for number in words}

    def late(self):
        """The answers to what she asked for once the removal was known."""
        return [status for begun, status, _ in self.read if begun > self.answered]

    def close(self):
        self.reading = False
        self.thread.join()
        self.client.disconnect()


@contextmanager
def others_write(mouth):
    """Five messages a second; {number of the word: seq} of what was stored, and fails where one was not."""
    said, refused, ended = {}, [], threading.Event()

    def write():
        for number in itertools.count():
            if ended.wait(PAUSE):
                return
            reply = mouth.say(f"Parola-{number}-")
            if reply.status_code != 201:
                refused.append(reply.text)
            else:
                said[number] = reply.json()["seq"]

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield said
    finally:
        ended.set()
        thread.join()
        assert refused == []


def wait_until(holds, seconds):
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def remove(lead, mandate):
    """(seq of the removal, moment of its answer): the lead of the workspace ends a mandate."""
    anew = {"Connection": "close"}  # the next removal is seconds away, when a server may just be closing what was idle
    reply = lead.http.post(f"{lead.base_url}/mandates/{mandate}/end", data={"reason": "Ha finito"}, headers=anew)
    assert reply.status_code == 200, reply.text
    return reply.json()["seq"], time.monotonic()


def see_them_leave(world, servers, limit):
    """The removals; the lead is on the first server, the leavers on all in turn. The longest wait for `gone`, in seconds."""
    lead, leavers = Mouth(servers[0], world, "delegate"), []
    with others_write(Mouth(servers[0], world, "other_delegate")) as said:
        try:
            for number, (role, mandate) in enumerate(seat_leavers(world).items()):
                leavers.append(Leaver(servers[-1 - number % len(servers)], world, role))
                see_one_leave(leavers[-1], lead, mandate, limit)
            time.sleep(1)  # the others go on, and those who left are still connected
        finally:
            for leaver in leavers:
                leaver.close()
    for leaver in leavers:
        check_silence(leaver, said)
    latest = max(leaver.told_at - leaver.answered for leaver in leavers)
    print(f"\ngone: {len(leavers)} removals, the last told after {latest:.2f} s")
    return latest


def see_one_leave(leaver, lead, mandate, limit):
    assert wait_until(lambda: leaver.seqs() and leaver.words(), 30), "she heard and read nothing even before"
    leaver.removed, leaver.answered = remove(lead, mandate)
    assert wait_until(lambda: leaver.told_at, limit), "nobody told her that it is over"
    assert wait_until(lambda: len(leaver.late()) > 3, 30), "she asks for pages no more"
    leaver.reading = False


def check_silence(leaver, said):
    """Nothing with a later seq reached her, and whatever she asked for after the answer is not there."""
    assert max(leaver.seqs()) < leaver.removed < max(said.values())
    assert all(said[number] < leaver.removed for number in leaver.words())
    assert set(leaver.late()) == {404}


def test_one_process_tells_who_leaves_within_a_second_and_nothing_later(alone):
    world, server = alone
    assert see_them_leave(world, [server], 1) < 1


@pytest.mark.parametrize(("limit", "redis_lives"), [(2, True), (5, False)], ids=["redis", "redis is dead"])
def test_two_processes_tell_who_leaves_and_nothing_later(two, limit, redis_lives):
    world, servers, redis = two
    if not redis_lives:
        redis.kill()
    assert see_them_leave(world, servers, limit) < limit
