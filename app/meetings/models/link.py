"""An output amends, revokes or implements an older decision; the text in force is kept with each amendment.

An amendment is written on the text as it stands then, what the same sitting decides before it included. Should that text
change before the closing, the amendment is written again by hand: nothing is merged unseen.
"""

from datetime import datetime
from hashlib import sha256

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import react
from app.meetings.models.decision import Decision
from app.membership.models import Mandate

LINKS = ("amends", "revokes", "implements")


class DecisionLink(db.Model):
    """`text` is the whole text of the target once this amendment is adopted, `base` the SHA-256 of the one it changes.

    Without replacements an amendment gives a whole new text. `by` is the mandate that recorded it.
    """

    __table_args__ = (UniqueConstraint("decision_id", "target_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    base: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    decision: Mapped[Decision] = relationship(back_populates="links", foreign_keys=decision_id)
    target: Mapped[Decision] = relationship(back_populates="linked_by", foreign_keys=target_id)
    by: Mapped[Mandate] = relationship()
    replacements: Mapped[list["Replacement"]] = relationship(
        back_populates="link", order_by="Replacement.position", cascade="all, delete-orphan"
    )

    @classmethod
    def write(cls, decision, target, kind, voice, replacements=(), whole=""):
        """Link an output of an open sitting to an older decision; an amendment still has to be `shown_as` its HTML.

        `replacements` are (old passage, new passage), in their order; `whole` is a whole new text instead.
        """
        meeting = decision.item.meeting
        meeting.check_open()
        check_target(decision, target)
        link = next((each for each in decision.links if each.target_id == target.id), None)
        if link is None:
            link = cls(decision=decision, target=target, by=voice)
            db.session.add(link)
        link.kind, link.by, link.made_at = kind, voice, utc_now()
        link.replacements = [Replacement(position=i, before=a, after=b) for i, (a, b) in enumerate(replacements, 1)]
        link.check_target_stands()
        base = text_before(decision, target)
        link.text, link.base = (amended(base, replacements, whole), digest(base)) if kind == "amends" else ("", "")
        decision.item.tell("decision-linked", decision, voice, target=target, link=kind)
        return link

    def shown_as(self, rendered):
        self.html, self.renderer = rendered.html, rendered.version

    def remove(self, voice):
        """Taken back, while the sitting is open."""
        meeting = self.decision.item.meeting
        meeting.check_open()
        self.decision.item.tell("decision-unlinked", self.decision, voice, target=self.target)
        self.decision.links.remove(self)

    @property
    def adopted_at(self):
        return self.decision.adopted_at

    def clash(self):
        """Why this link cannot be adopted as things stand now: a sentence, or None."""
        try:
            self.check_target_stands()
        except RuleBroken as no:
            return no.sentence
        if self.kind == "amends" and self.base != digest(text_before(self.decision, self.target)):
            return _l("the text of %(label)s changed after this amendment was written: write it again", label=self.target.label)
        return None

    def check_target_stands(self):
        if any(each.kind == "revokes" for each in links_before(self.decision, self.target)):
            raise RuleBroken(_l("Decision %(label)s is revoked already.", label=self.target.label), "target")


class Replacement(db.Model):
    """In an amendment: this passage gives way to that one; an empty `after` takes it out."""

    __table_args__ = (Index(None, "link_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("decision_link.id"))
    position: Mapped[int]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text, default="")

    link: Mapped[DecisionLink] = relationship(back_populates="replacements")


def links_before(decision, target):
    """The links to a target that come before those of this output: adopted, or decided earlier in the same sitting."""
    others = [each for each in target.linked_by if each.decision is not decision]
    adopted = [each for each in others if each.adopted_at and (not decision.adopted_at or turn(each.decision) < turn(decision))]
    here = [each for each in others if not each.adopted_at and each.decision.item.meeting is decision.item.meeting]
    waiting = [each for each in here if not decision.adopted_at and turn(each.decision)[1:] < turn(decision)[1:]]
    return sorted(adopted, key=lambda each: turn(each.decision)) + sorted(waiting, key=lambda each: turn(each.decision)[1:])


def turn(decision):
    """What comes after what: by the closing of the sitting, then by its agenda."""
    return decision.adopted_at or utc_now(), decision.item.position, decision.id or 0


def text_before(decision, target):
    """The text of the target that an amendment by this output changes."""
    texts = [each.text for each in links_before(decision, target) if each.kind == "amends"]
    return texts[-1] if texts else target.text


def amended(base, replacements, whole=""):
    """The text after an amendment: each (old passage, new passage) replaced in order, or one whole new text.

    RuleBroken where a passage is not there exactly once, or nothing changes.
    """
    if bool(replacements) == bool(whole.strip()):
        raise RuleBroken(_l("Write the passages that change, or one whole new text."), field="whole", status=422)
    text = whole
    if replacements:
        text = base
        for before, after in replacements:
            check_once(text, before)
            text = text.replace(before, after)
    if text == base:
        raise RuleBroken(_l("Nothing changes: the text would stay as it is."), field="whole", status=422)
    return text


def check_once(text, passage):
    found, quoted = text.count(passage), passage[:60]
    if found > 1:
        sentence = _l("“%(passage)s” is in the present text more than once: copy more of it.", passage=quoted)
        raise RuleBroken(sentence, field="passages", status=422)
    if found == 0:
        sentence = _l("“%(passage)s” is not in the present text: copy it from there, letter by letter.", passage=quoted)
        raise RuleBroken(sentence, field="passages", status=422)


def check_target(decision, target):
    if target.adopted_at is None or target.item.meeting is decision.item.meeting:
        raise RuleBroken(_l("Choose a decision that an earlier sitting adopted."), field="target", status=422)


def digest(text):
    return sha256(text.encode()).hexdigest()


def tell_targets(said):
    """Once the output is adopted, what it changes is told where the older decision was taken."""
    for link in said.subject.links:
        if link.kind != "implements":
            what = "decision-amended" if link.kind == "amends" else "decision-revoked"
            link.target.item.tell(what, link.target, said.voice, by=said.subject)


react("decision-adopted", tell_targets)
