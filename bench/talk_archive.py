"""A large archive of joint work by a fixed seed: workspaces, who takes part, what was said, read and done there, and its log.

The rows are those that the application would have written, in the same order: ids of messages follow time, the log of each
workspace is gapless, its stream stands at its last seq. One workspace is busy: one message of `busy` is said there.
"""

import json
import random
from collections import defaultdict
from datetime import timedelta
from functools import cache
from itertools import accumulate

from sqlalchemy import bindparam, func, insert, select, text, update

from app.database import commit, db, utc_now, writing
from app.documents.models import File
from app.happenings import Happening, Stream
from app.membership.models import Guest, Mandate, Organisation, Person, Place, Seat
from app.workspaces.models import (
    Contribution,
    Followed,
    Mention,
    Message,
    MessageFile,
    MessageReaction,
    MessageRevision,
    ReadMark,
    SharedFile,
    SharedVersion,
    Task,
    Thread,
    Workspace,
)  # fmt: skip
from app.workspaces.models.discussion import hash_of
from tests.cast import Cast

SEED = 20
BODIES, PEOPLE = 40, 160
THREADS, BUSY_THREADS, BUSY_SHARE = 2, 8, 20
UNREAD = 20  # messages of each thread that the reader has not read
READERS = {"delegate": "PM", "other_delegate": "US", "guest": "EX"}
LASTED = timedelta(days=600)
BATCH = 20_000
WORDS = [
    "alloggi",
    "studenti",
    "mobilità",
    "elenco",
    "tavolo",
    "comune",
    "zona",
    "bando",
    "verifica",
    "dati",
    "scadenza",
    "incontro",
    "ufficio",
    "piano",
    "quartiere",
]


class Archive:
    """Fills a migrated database that holds the world of the tests; `rooms` of the workspaces are those of the readers.

    The delegate has read all but the last `UNREAD` messages of each of her threads, the other delegate never read any, the
    guest came when four fifths had been said.
    """

    def __init__(self, messages, workspaces, rooms, progress=lambda done: None, busy=BUSY_SHARE):
        self.size, self.count, self.rooms, self.progress, self.share_of_busy = messages, workspaces, rooms, progress, busy
        self.dice, self.cast = random.Random(SEED), Cast()
        self.rows, self.heads, self.last = defaultdict(list), {}, {}
        self.sentences = [" ".join(self.dice.choices(WORDS, k=14)) for _ in range(500)]
        self.begin = utc_now() - LASTED - timedelta(days=1)

    def fill(self):
        """{name: number} of what is measured: the busy workspace and its busiest thread."""
        _, decision = self.cast.closed_meeting()
        self.decision, self.objective = decision.id, self.cast.objective().id
        writing()
        self.people()
        self.settle()
        self.talk()
        self.read()
        self.close()
        return {"room": self.busy["id"], "thread": self.busy["threads"][0]}

    # --- Rows ------------------------------------------------------------------------------------------------------------

    def add(self, noun, /, **facts):
        if noun not in self.last:
            self.last[noun] = db.session.scalar(select(func.max(noun.id))) or 0
        self.last[noun] += 1
        self.rows[noun].append({"id": self.last[noun], **defaults(noun), **facts})
        return self.last[noun]

    def tell(self, stream, kind, subject, at, voice=None, person=None, /, **facts):
        """A happening; returns its seq."""
        if stream not in self.heads:
            self.add(Stream, name=stream, head=0, moved_at=at)
        seq, _ = self.heads.get(stream, (0, None))
        self.heads[stream] = seq + 1, at
        by = {"person_id": voice["person"] if voice else person, "organisation_id": voice and voice["body"]}
        self.add(Happening, stream=stream, seq=seq + 1, kind=kind, at=at, subject_id=subject, facts=facts, **by)
        return seq + 1

    def flush(self):
        """What was added so far, each table after those that it points to."""
        order = {table: place for place, table in enumerate(db.metadata.sorted_tables)}
        for noun in sorted(self.rows, key=lambda noun: order[noun.__table__]):
            store(noun, self.rows.pop(noun))

    # --- Who -------------------------------------------------------------------------------------------------------------

    def people(self):
        self.bodies = [self.add(Organisation, name=f"Ente {n}", kind="municipality") for n in range(1, BODIES + 1)]
        self.crowd = [self.add(Person, name=f"Persona {n}", email=f"persona{n}@example.org") for n in range(1, PEOPLE + 1)]
        self.readers = {role: (self.cast.person(role).id, self.cast.body(code).id) for role, code in READERS.items()}

    def settle(self):
        """Every workspace with two bodies of two people each; in those of the readers theirs too."""
        every = max(1, self.count // self.rooms)
        self.places = [
            self.workspace(number, number % every == 0 and number // every < self.rooms) for number in range(self.count)
        ]
        self.busy = self.places[0]
        self.flush()

    def workspace(self, number, theirs):
        at = self.begin
        place = self.add(Place, noun="workspace", noun_id=None)
        words = {"name": f"Lavoro {number}", "purpose": "Si lavora.", "purpose_html": "<p>Si lavora.</p>", "renderer": 1}
        id = self.add(
            Workspace, place_id=place, decision_id=self.decision, kind="joint_project", opened_at=at, hidden=False, **words
        )
        self.rows[Place][-1]["noun_id"] = id
        room = {"id": id, "place": place, "stream": f"workspace/{id}", "theirs": theirs, "voices": []}
        for step, role in enumerate(("lead", "partner")):
            seat = self.seat(room, self.bodies[(number + step * 7) % BODIES], role)
            room["voices"] += [self.mandate(room, seat, self.crowd[(number * 3 + step * 11 + n * 5) % PEOPLE]) for n in (0, 1)]
        if theirs:
            for role, kind in (("delegate", "partner"), ("other_delegate", "partner")):
                person, body = self.readers[role]
                room["voices"].append(self.mandate(room, self.seat(room, body, kind), person))
        own = room["voices"][0]
        self.tell(room["stream"], "workspace-opened", id, at, own, decision=self.decision)
        facts = {"objective_id": self.objective, "why": "Serve.", "since": at, "by_id": own["id"]}
        self.tell(
            room["stream"],
            "contribution-declared",
            self.add(Contribution, workspace_id=id, **facts),
            at,
            own,
            objective=self.objective,
        )
        room["threads"] = [self.thread(room, n) for n in range(THREADS if number else BUSY_THREADS)]
        room["said"] = {thread: [] for thread in room["threads"]}
        return room

    def seat(self, room, body, role, at=None):
        at = at or self.begin
        facts = {"role": role, "since": at, "title": "", "weight": 1, "reason": ""}
        seat = self.add(Seat, place_id=room["place"], organisation_id=body, **facts)
        self.tell(room["stream"], "seat-given", seat, at, organisation=body, role=role)
        return {"id": seat, "body": body}

    def mandate(self, room, seat, person, role="delegate", at=None):
        at = at or self.begin
        facts = {"role": role, "rank": 1, "since": at, "confirmed_at": at, "reason": ""}
        mandate = self.add(Mandate, seat_id=seat["id"], person_id=person, **facts)
        self.tell(room["stream"], "mandate-given", mandate, at, of=person, role=role)
        return {"id": mandate, "person": person, "body": seat["body"]}

    def guest(self, room, at):
        person, body = self.readers["guest"]
        before = self.heads[room["stream"]][0]
        mandate = self.mandate(room, self.seat(room, body, "guest", at), person, "guest", at)
        facts = {"sponsor_id": room["voices"][0]["id"], "purpose": "Aiuta.", "entered_after": before, "renewed": 0}
        self.tell(room["stream"], "guest-welcomed", self.add(Guest, mandate_id=mandate["id"], **facts), at, room["voices"][0])

    def thread(self, room, number):
        own = room["voices"][0]
        id = self.add(Thread, workspace_id=room["id"], title=f"Filone {number}", opened_at=self.begin, opened_by_id=own["id"])
        self.tell(room["stream"], "thread-opened", id, self.begin, own)
        return id

    # --- What was said ---------------------------------------------------------------------------------------------------

    def talk(self):
        """One message after the other, each in a workspace by the throw of a die."""
        each = self.size * (self.share_of_busy - 1) / self.share_of_busy / max(1, self.count - 1)
        weights = list(accumulate([self.size / self.share_of_busy] + [each] * (self.count - 1)))
        step, entry = LASTED / self.size, self.size * 4 // 5
        for number in range(self.size):
            at = self.begin + step * (number + 1)
            if number == entry:
                for room in self.places:
                    if room["theirs"]:
                        self.guest(room, at)
            self.message(number, self.dice.choices(self.places, cum_weights=weights)[0], at)
            if number % BATCH == 0:
                self.flush()
                self.progress(number)
        self.flush()

    def message(self, number, room, at):
        thread, voice = self.dice.choice(room["threads"]), self.dice.choice(room["voices"])
        body = self.dice.choice(self.sentences)
        facts = {"html": f"<p>{body}</p>", "body_hash": hash_of(thread, body), "renderer": 1, "revision": 0, "at": at}
        whose = {"person_id": voice["person"], "mandate_id": voice["id"], "nonce": f"{number:032x}"}
        id = self.add(Message, thread_id=thread, body=body, **whose, **facts)
        room["said"][thread].append(id)
        seq = self.tell(room["stream"], "message-posted", id, at, voice, thread=thread)
        after = at + timedelta(seconds=1)
        for every, happens in (
            (50, self.call),
            (40, self.mark),
            (100, self.edit),
            (200, self.delete),
            (1000, self.act),
            (2000, self.share),
        ):
            if number % every == every - 1:
                happens(id, room, thread, voice, after, seq)

    def call(self, id, room, _thread, _voice, _after, _seq):
        """One of those who speak here: nobody else can be called."""
        self.add(Mention, message_id=id, person_id=self.dice.choice(room["voices"])["person"], name="Persona")

    def mark(self, id, room, thread, voice, after, seq):
        self.add(MessageReaction, message_id=id, person_id=voice["person"], mandate_id=voice["id"], mark="seen", at=after)
        self.tell(room["stream"], "reaction-given", id, after, voice, thread=thread, of=seq, mark="seen")

    def edit(self, id, room, thread, voice, after, seq):
        now = self.rows[Message][-1]
        kept = {name: now[name] for name in ("body", "html", "renderer", "at")}
        self.add(MessageRevision, message_id=id, number=0, by_id=voice["id"], **kept)
        now |= {"edited_at": after, "edited_by_id": voice["id"], "revision": 1}
        self.tell(room["stream"], "message-edited", id, after, voice, thread=thread, of=seq)

    def delete(self, id, room, thread, voice, after, seq):
        self.rows[Message][-1] |= {"deleted_at": after, "deleted_by_id": voice["id"]}
        self.tell(room["stream"], "message-deleted", id, after, voice, thread=thread, of=seq)

    def act(self, id, room, thread, voice, after, _seq):
        facts = {"title": "Si verifica", "text": "", "html": "", "renderer": 1, "due_on": after.date(), "opened_at": after}
        links = {"opened_by_id": voice["id"], "thread_id": thread, "message_id": id, "done_at": after, "dropped_reason": ""}
        task = self.add(Task, workspace_id=room["id"], organisation_id=voice["body"], person_id=voice["person"], **facts, **links)
        self.tell(room["stream"], "task-opened", task, after, voice)

    def share(self, id, room, _thread, voice, after, _seq):
        facts = {"media_type": "application/pdf", "size": 1000, "at": after, "uploaded_by_id": voice["person"]}
        file = self.add(File, sha256=hash_of(id, ""), name=f"{id}.pdf", **facts)
        shared = self.add(SharedFile, workspace_id=room["id"], name=f"{id}.pdf", reason="")
        version = self.add(SharedVersion, shared_id=shared, number=1, file_id=file, at=after, by_id=voice["id"])
        self.add(MessageFile, message_id=id, version_id=version)
        self.tell(room["stream"], "file-added", shared, after, voice, version=1)

    # --- What was read ---------------------------------------------------------------------------------------------------

    def read(self):
        """Everybody read each thread up to its end, the delegate and the guest not quite, the other delegate never."""
        at = self.begin + LASTED + timedelta(hours=1)
        never, guest = self.readers["other_delegate"][0], self.readers["guest"][0]
        slow = {self.readers["delegate"][0], guest}
        for room in self.places:
            there = {voice["person"] for voice in room["voices"]} - {never} | ({guest} if room["theirs"] else set())
            for thread, said in room["said"].items():
                for person in sorted(there) if said else ():
                    up_to = said[-UNREAD - 1 :][0] if person in slow else said[-1]
                    self.mark_read(person, room, thread, up_to, at)
            for person in sorted(there):
                self.add(Followed, person_id=person, workspace_id=room["id"], seq=self.heads[room["stream"]][0], at=at)
        self.flush()

    def mark_read(self, person, room, thread, up_to, at):
        self.add(ReadMark, person_id=person, thread_id=thread, message_id=up_to, at=at)
        self.tell(f"person/{person}", "thread-read", thread, at, None, person, thread=thread, workspace=room["id"], up_to=up_to)

    def close(self):
        """The streams stand where their logs end, the numbers go on from there, and the planner knows what there is."""
        connection, streams = db.session.connection(), Stream.__table__
        step = update(streams).where(streams.c.name == bindparam("of")).values(head=bindparam("to"), moved_at=bindparam("when"))
        connection.execute(step, [{"of": name, "to": head, "when": at} for name, (head, at) in self.heads.items()])
        if connection.dialect.name == "postgresql":
            for noun, last in self.last.items():
                connection.execute(text(f"SELECT setval('{noun.__tablename__}_id_seq', {last})"))
        commit()
        tidy()


def tidy():
    """What the database does by itself from time to time: it counts its rows, PostgreSQL also notes which all may see."""
    house = db.engine.execution_options(tavolo_writing=True, isolation_level="AUTOCOMMIT")
    with house.connect() as connection:
        connection.execute(text("VACUUM ANALYZE" if house.dialect.name == "postgresql" else "ANALYZE"))


@cache
def defaults(noun):
    """What the model gives to columns that are not named."""
    return {each.key: each.default.arg for each in noun.__table__.columns if each.default is not None and each.default.is_scalar}


def store(noun, rows):
    """Many rows of one table, by the quickest way of each database."""
    connection = db.session.connection()
    columns = noun.__table__.columns
    said = set().union(*rows)
    given = [column for column in columns if column.key in said]
    if connection.dialect.name == "sqlite":
        connection.execute(insert(noun), [{each.key: row.get(each.key) for each in given} for row in rows])
        return
    names = ", ".join(f'"{each.name}"' for each in given)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{noun.__tablename__}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([plain(row.get(each.key)) for each in given])


def plain(value):
    return json.dumps(value) if isinstance(value, dict) else value
