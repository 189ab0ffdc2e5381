"""Every column that names a person is told to her and either goes with her name or stays for a reason that stands here.

A new table with a person in it fails these tests until it is written into the lists below.
"""

import pytest
from sqlalchemy import func, select

from app.database import commit, db, utc_now, writing
from app.membership.models import Identity, Invitation, Mandate, Person
from app.membership.models.erasure import Erasure
from app.membership.models.holdings import holdings
from app.membership.models.reset import PasswordReset
from app.outbox import Mail

DEED = "what she did stands in her line of happenings, told as `happenings`; the act itself keeps the pseudonym"
RECORD = "the role held then is part of the record of the tables (GDPR art. 17, par. 3, letters b and d): pseudonym"
BY_MANDATE = "names a mandate: told with it as `mandates`, and under the pseudonym as that is"
CALLED = "a sitting is valid if those who sit there were called (statute of the table): pseudonym, and no address"
LOG = "the access log is append-only for six months (Garante, 27 November 2008) and goes by retention; it holds numbers only"

# {column: the kind of holding that tells it} of what goes with her name.
GOES = {
    "person.name": "account", "person.email": "account",
    "sign_in.person_id": "sign_ins", "factor.person_id": "factors", "identity.person_id": "identities",
    "mail.to": "mails", "mail.person_id": "mails",
    "invitation.email": "invitations", "invitation.name": "invitations", "invitation.accepted_by_id": "invitations",
    "paper_reading.person_id": "paper_readings", "calendar_address.person_id": "calendar_addresses",
    "notice.address": "notices",
    "read_mark.person_id": "read_marks", "followed.person_id": "followed", "draft.person_id": "drafts",
    "reminded.person_id": "reminders", "reminder_choice.person_id": "reminder_choices",
    # proofs of a factor, of a reset, and that a request was carried out: hashes and moments, told to nobody
    "receipt.person_id": None,
    "recovery_code.person_id": None, "factor_try.person_id": None, "password_reset.person_id": None, "password_reset.email": None,
}  # fmt: skip
# {column: (the kind of holding that tells it, why it stays)} of what stays under the pseudonym.
STAYS = {
    "affiliation.person_id": ("affiliations", RECORD), "office.person_id": ("offices", RECORD),
    "lead.person_id": ("leads", RECORD), "mandate.person_id": ("mandates", RECORD),
    "message.person_id": ("messages", RECORD), "decision.responsible_person_id": ("decisions", RECORD),
    "happening.person_id": ("happenings", RECORD), "erasure.person_id": ("erasures", "it shows that she was answered"),
    "access_entry.person_id": ("accesses", LOG), "access_entry.address": ("accesses", LOG),
    "guest.mandate_id": ("stays", RECORD), "guest.sponsor_id": ("stays", RECORD),
    "thread.opened_by_id": ("threads", RECORD), "message.mandate_id": ("messages", RECORD),
    "coherence_opinion.person_id": ("coherence_opinions", RECORD),
    "coherence_opinion.given_by_id": ("coherence_opinions", RECORD),
    **dict.fromkeys((
        "coherence_mark.by_id", "coherence_opinion.asked_by_id", "coherence_opinion.withdrawn_by_id",
        "coherence_request.asked_by_id", "coherence_request.taken_up_by_id", "coherence_request.given_by_id",
        "coherence_request.withdrawn_by_id",
    ), ("happenings", DEED)),
    **dict.fromkeys((
        "act.recorded_by_id", "erasure.done_by_id", "file.uploaded_by_id", "file.withdrawn_by_id", "lead.named_by_id",
        "invitation.made_by_id", "mandate.named_by_id", "mandate.confirmed_by_id", "roster.drafted_by_id",
        "roster.activated_by_id", "roster.withdrawn_by_id", "opinion.requested_by_id", "opinion.withdrawn_by_id",
        "suspension.by_id", "resource_commitment.by_id", "action.given_by_id", "reply.by_id",
    ), ("happenings", DEED)),
    **dict.fromkeys((
        "coherence_request.asked_as_id",
        "mandate.predecessor_id", "agenda_item.confidential_by_id", "paper.withdrawn_by_id", "paper_version.by_id",
        "meeting.planned_by_id", "meeting.convened_by_id", "meeting.opened_by_id",
        "meeting.closed_by_id", "opinion.given_as_id", "suspension.mandate_id", "agenda_item.outcome_by_id",
        "attendance.mandate_id", "minutes.approved_by_id", "minutes.published_by_id", "decision.recorded_by_id",
        "minutes_version.by_id", "proxy.giver_id", "proxy.holder_id", "contribution.by_id",
        "hand.mandate_id", "hand.raised_by_id", "speech.mandate_id", "arrival.mandate_id", "conflict.declared_by_id",
        "action.said_by_id", "agenda_item.rapporteur_id", "answer.noted_by_id", "contestation.by_id",
        "contestation.answered_by_id", "convocation.by_id", "decision_link.by_id", "dropped_number.by_id",
        "meeting.cancelled_by_id", "meeting_series.ended_by_id", "meeting_series.kept_by_id", "minutes.circulated_by_id",
        "note.by_id", "notice.mandate_id", "passage.by_id", "pause.by_id", "poll.closed_by_id", "poll.opened_by_id",
        "poll.prepared_by_id", "poll.recorded_by_id", "poll.withdrawn_by_id", "rectification.by_id", "reopening.by_id",
        "series_item.rapporteur_id", "proposal.by_id", "proposal.reviewed_by_id",
        "dossier.by_id", "dossier.reopened_by_id", "dossier_level.by_id", "folder.by_id", "lineage.by_id",
        "merger.by_id", "merger.ended_by_id", "merger_part.agreed_by_id", "merger_part.declined_by_id",
        "message.deleted_by_id", "message.edited_by_id", "message.pinned_by_id", "message_reaction.mandate_id",
        "message_revision.by_id", "named_zone.by_id", "named_zone.ended_by_id", "shared_file.withdrawn_by_id",
        "shared_version.by_id", "talk_line.voice_id", "task.opened_by_id", "task_news.by_id", "task_step.done_by_id",
        "thread.resolved_by_id", "thread_move.by_id", "work_pause.by_id", "work_pause.ended_by_id",
        "concern.by_id", "concern.named_by_id", "handing.taken_by_id", "circle_note.by_id",
    ), ("mandates", BY_MANDATE)),
    "presence.mandate_id": ("presences", RECORD), "conflict.mandate_id": ("conflicts", RECORD),
    "task.person_id": ("tasks", RECORD), "task_news.person_id": ("tasks", RECORD),
    "mention.person_id": ("mentions", RECORD), "mention.name": ("mentions", RECORD),
    "message_reaction.person_id": ("reactions", RECORD),
    "action.person_id": ("actions", RECORD), "follow_up.by_id": ("follow_ups", RECORD), "answer.by_id": ("answers", RECORD),
    "notice.person_id": ("notices", CALLED), "reply.mandate_id": ("replies", RECORD),
    "elector.mandate_id": ("ballots", RECORD), "elector.cast_by_id": ("ballots", RECORD),
}  # fmt: skip
# Names of things, not of people.
THINGS = {
    "access_token", "alias", "factor", "file", "folder", "merger", "organisation", "remit", "round", "shared_file", "stream",
    "table", "unit", "workspace", "zone",
}  # fmt: skip
HER = "Nome Da Cercare"


def naming_columns():
    """Every column that points to a person or to a mandate, has her number, her address or her name."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            points = {key.column.table.name for key in column.foreign_keys} & {"person", "mandate"}
            spells = column.name in ("person_id", "email", "to")
            spells |= column.name in ("name", "address") and table.name not in THINGS
            if points or spells:
                yield f"{table.name}.{column.name}"


def test_no_column_that_names_a_person_is_forgotten(app):
    assert set(naming_columns()) == set(GOES) | set(STAYS)


def test_what_stays_has_a_reason_and_all_of_it_is_told_to_her(app):
    assert not set(GOES) & set(STAYS)
    assert all(why for _kind, why in STAYS.values())
    told = {kind for kind in GOES.values() if kind} | {kind for kind, _why in STAYS.values()}
    assert told <= set(holdings)


@pytest.fixture
def traces(app, cast):
    """She has left a trace in many tables, in some of them under an address that she had before."""
    with app.app_context():
        cast.workspace()
        cast.published_meeting()
        writing()
        her, body, now = cast.person("delegate"), cast.body("PM"), utc_now()
        her.name = HER
        invited = Invitation.make(body, "prima@example.org", HER, language="it", by=cast.person("org_admin"))
        invited.accepted_at, invited.accepted_by = now, her
        db.session.add(Identity(person=her, issuer="https://id.example.org", subject="s-1", since=now))
        db.session.add(PasswordReset(email=her.email, asked_at=now))
        mail = {"language": "it", "subject": HER, "body": HER, "made_at": now, "due_at": now}
        db.session.add(Mail(key="old", to="Delegate@example.org", **mail))
        db.session.add(Mail(key="older", to="prima.ancora@example.org", person_id=her.id, **mail))
        commit()
        return her.id


def erase(app, id):
    with app.app_context():
        writing()
        her, admin = db.session.get(Person, id), db.session.scalar(select(Person).where(Person.email == "admin@example.org"))
        Erasure.ask(her).carry_out(by=admin)
        commit()


def test_of_what_goes_no_row_is_left(app, traces):
    erase(app, traces)
    with app.app_context():
        for name in set(GOES) - {"person.name", "person.email"}:
            table, column = name.split(".")
            column = db.metadata.tables[table].columns[column]
            mine = (
                column == traces
                if column.name.endswith("_id")
                else func.lower(column).in_(
                    ["delegate@example.org", "prima@example.org", "prima.ancora@example.org", HER.lower()]
                )
            )
            if name == "mail.to":  # an invitation that waits is a mail to the address invited
                mine = func.lower(column).in_(["delegate@example.org", "prima.ancora@example.org"])
            assert not db.session.scalar(select(func.count()).select_from(column.table).where(mine)), name


def test_what_stays_bears_the_pseudonym(app, cast, traces, visitor):
    with app.app_context():
        mandate = cast.mandate("delegate").id
    erase(app, traces)
    with app.app_context():
        kept = db.session.get(Mandate, mandate)
        assert kept.person_id == traces and kept.person.name == f"Persona cancellata {traces}"
    assert HER not in visitor("outsider").get(f"/seats/{kept.seat_id}").text
