"""What an executive output is made of and stands in: its kind, its means by party, its links, the answer to it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant

KINDS = ("decision", "orientation", "position", "task", "opinion")


class Output:
    """`asked_at` is when the person who answers for it was asked whether she accepts; empty for what is older than that."""

    kind: Mapped[str] = mapped_column(String(20), default="decision", server_default="decision")
    asked_at: Mapped[datetime | None] = mapped_column(Instant)

    @declared_attr
    def means(cls) -> Mapped[list["DecisionMeans"]]:  # noqa: F821
        return relationship(back_populates="decision", order_by="DecisionMeans.id", cascade="all, delete-orphan")

    @declared_attr
    def links(cls) -> Mapped[list["DecisionLink"]]:  # noqa: F821
        own = {"foreign_keys": "DecisionLink.decision_id", "order_by": "DecisionLink.id"}
        return relationship(back_populates="decision", cascade="all, delete-orphan", **own)

    @declared_attr
    def linked_by(cls) -> Mapped[list["DecisionLink"]]:  # noqa: F821
        return relationship(back_populates="target", foreign_keys="DecisionLink.target_id", order_by="DecisionLink.id")

    @declared_attr
    def answers(cls) -> Mapped[list["Answer"]]:  # noqa: F821
        return relationship(back_populates="decision", order_by="Answer.id", cascade="all, delete-orphan")

    @property
    def revoked(self):
        """Did an adopted decision revoke it?"""
        return any(each.kind == "revokes" and each.adopted_at for each in self.linked_by)

    @property
    def answer(self):
        """The last answer to what was adopted, or None; what was said before a sitting was reopened no longer counts."""
        given = [each for each in self.answers if self.adopted_at and each.at >= self.adopted_at]
        return given[-1] if given else None

    @property
    def awaits_answer(self):
        return self.asked_at is not None and self.answer is None and not self.revoked

    @property
    def numbered(self):
        """(series, number) that it has already, since its sitting was closed before; else None."""
        return (self.series, self.number) if self.number else None

    def has_means(self):
        """Are its resources said: by party, or that none are needed? What is older than that said them in words."""
        return self.no_resources or bool(self.means) or bool(self.number and self.resources.strip())

    def obstacles(self):
        """Sentences saying why it cannot be adopted, though it lacks nothing."""
        return [sentence for sentence in (link.clash() for link in self.links) if sentence]
