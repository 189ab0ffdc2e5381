"""A paper: a file put before a sitting for one item of its agenda, in versions that all stay, with who brought each and when.

Papers are due so many days before the sitting (`papers_days_before` of the table). What comes later is taken in all the
same and bears the mark of a late paper, which is computed from the two dates and never typed.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant, afterwards, day_after, day_of, db, utc_now
from app.documents.models import File, on_handing_out
from app.errors import RuleBroken
from app.happenings import react
from app.membership.models import Mandate, Person

MOST = 30  # papers of one item
MOST_VERSIONS = 50


class Papered:
    """An agenda item with its papers."""

    @declared_attr
    def papers(cls) -> Mapped[list["Paper"]]:
        return relationship("Paper", back_populates="item", order_by="Paper.id")

    def add_paper(self, title, file, voice):
        """A new paper with its first version; RuleBroken once the meeting is closed, and for bytes that lie here already."""
        self.check_takes_papers()
        if len(self.papers) >= MOST:
            raise RuleBroken(_l("An item has at most %(most)s papers.", most=MOST), field="file", status=422)
        if any(each.latest.file.sha256 == file.sha256 for each in self.papers if not each.withdrawn_at):
            raise RuleBroken(_l("This item has this very file already."), field="file", status=422)
        paper = Paper(item=self, title=title)
        db.session.add(paper)
        paper.put(file, voice, "paper-added")
        return paper

    def check_takes_papers(self):
        if self.meeting:
            self.meeting.check_not_closed()


class Paper(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    item: Mapped["AgendaItem"] = relationship(back_populates="papers")  # noqa: F821
    versions: Mapped[list["PaperVersion"]] = relationship(back_populates="paper", order_by="PaperVersion.number")
    withdrawn_by: Mapped[Mandate | None] = relationship()

    @property
    def latest(self):
        return self.versions[-1]

    def revise(self, file, voice):
        """A new version; the earlier ones stay."""
        self.item.check_takes_papers()
        self.check_not_withdrawn()
        if file.sha256 == self.latest.file.sha256:
            raise RuleBroken(_l("This is the version that lies here already."), field="file", status=422)
        if len(self.versions) >= MOST_VERSIONS:
            sentence = _l("A paper has at most %(most)s versions.", most=MOST_VERSIONS)
            raise RuleBroken(sentence, field="file", status=422)
        return self.put(file, voice, "paper-revised")

    def withdraw(self, voice):
        """Taken back with all its versions: that there was one stays written, and nobody is given it any more."""
        self.item.check_takes_papers()
        self.check_not_withdrawn()
        self.withdrawn_at, self.withdrawn_by = utc_now(), voice
        for version in self.versions:
            version.file.withdraw(voice.person)
        self.item.tell("paper-withdrawn", self, voice)

    def put(self, file, voice, kind):
        number = len(self.versions) + 1
        version = PaperVersion(paper=self, number=number, file=file, at=utc_now(), by=voice)
        db.session.add(version)
        self.item.tell(kind, self, voice, version=number, late=version.late)
        return version

    def check_not_withdrawn(self):
        if self.withdrawn_at:
            raise RuleBroken(_l("This paper was withdrawn."))


class PaperVersion(db.Model):
    __table_args__ = (UniqueConstraint("paper_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    paper: Mapped[Paper] = relationship(back_populates="versions")
    file: Mapped[File] = relationship()
    by: Mapped[Mandate] = relationship()

    @property
    def late(self):
        """Did it come after its deadline, as the sitting stands now? What waits for a sitting is never late."""
        meeting = self.paper.item.meeting
        return meeting is not None and self.at >= papers_due(meeting)


class PaperReading(db.Model):
    """That a person was given a version; `at` is the first time. It is shown to herself alone."""

    __table_args__ = (UniqueConstraint("version_id", "person_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("paper_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)

    version: Mapped[PaperVersion] = relationship()
    person: Mapped[Person] = relationship()


def papers_due(meeting):
    """The moment from which a paper is late: the end of the day that lies so many days before the sitting's, in Rome."""
    return day_after(day_of(meeting.starts_at) - timedelta(days=meeting.table.papers_days_before))


def note_reading_of(file, person_id):
    """Kept when the request is over, so that reading a paper does not write."""
    if file.act_id is not None:
        return
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(PaperReading)
    columns = db.literal(person_id), db.literal(utc_now(), Instant)
    given = select(PaperVersion.id, *columns).where(PaperVersion.file_id == file.id)
    afterwards(insert.from_select(["version_id", "person_id", "at"], given).on_conflict_do_nothing())


def stays_with_its_papers(said):
    """An item that has papers is not torn up with them."""
    if db.session.scalar(select(Paper.id).where(Paper.item_id == said.subject).limit(1)):
        raise RuleBroken(_l("Papers belong to this item: put it back among those that wait instead of taking it off."))


def forget_readings(said):
    """What an erased person opened goes with her name."""
    db.session.execute(delete(PaperReading).where(PaperReading.person_id == said.subject.person_id))


on_handing_out.append(note_reading_of)
react("person-erased", forget_readings)
react("item-withdrawn", stays_with_its_papers)
