"""The shelf of a workspace: folders and files that are worked on together, each in versions that all stay.

A file that was withdrawn is given to nobody; within thirty days it can be put back, after them its bytes go for good.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.documents.models import File
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.workspace import Workspace

MOST = 2000  # files of one workspace
MOST_FOLDERS = 200
MOST_VERSIONS = 100
DEEPEST = 4  # folders within folders
REGRET = timedelta(days=30)


class Folder(db.Model):
    __table_args__ = (Index(None, "workspace_id", "parent_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("folder.id"))
    name: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped[Workspace] = relationship()
    parent: Mapped["Folder | None"] = relationship(remote_side="Folder.id")

    @classmethod
    def make(cls, workspace, name, parent, voice):
        workspace.check_at_work()
        here = db.session.scalars(select(cls).where(cls.workspace_id == workspace.id)).all()
        if len(here) >= MOST_FOLDERS:
            raise RuleBroken(_l("A workspace has at most %(most)s folders.", most=MOST_FOLDERS), field="name", status=422)
        if parent and len(parent.path()) >= DEEPEST:
            sentence = _l("Folders lie at most %(most)s deep within each other.", most=DEEPEST)
            raise RuleBroken(sentence, field="parent", status=422)
        check_free(here, name, parent)
        folder = cls(workspace=workspace, parent=parent, name=name, at=utc_now(), by_id=voice.id)
        db.session.add(folder)
        announce(workspace, "folder-made", folder, voice=voice)
        return folder

    def rename(self, name, voice):
        self.workspace.check_at_work()
        beside = db.session.scalars(select(Folder).where(Folder.workspace_id == self.workspace_id, Folder.id != self.id)).all()
        check_free(beside, name, self.parent)
        self.name = name
        announce(self.workspace, "folder-renamed", self, voice=voice)

    def path(self):
        """The folders from the shelf down to this one."""
        return [*(self.parent.path() if self.parent else []), self]


def check_free(folders, name, parent):
    taken = {each.name.casefold() for each in folders if each.parent_id == (parent and parent.id)}
    if name.casefold() in taken:
        raise RuleBroken(_l("There is a folder of this name here already."), field="name", status=422)


class SharedFile(db.Model):
    """A file of the shelf; its name is that of its latest version until somebody gives it another."""

    __table_args__ = (Index(None, "workspace_id", "folder_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folder.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    cleared_at: Mapped[datetime | None] = mapped_column(Instant)

    workspace: Mapped[Workspace] = relationship()
    folder: Mapped[Folder | None] = relationship()
    withdrawn_by: Mapped[Mandate | None] = relationship()
    versions: Mapped[list["SharedVersion"]] = relationship(back_populates="shared", order_by="SharedVersion.number")

    @classmethod
    def add(cls, workspace, folder, file, voice, quota, seen=None):
        """A new file with its first version; RuleBroken for bytes or a name that are there already, or beyond `quota` (bytes).

        `seen` is a condition on files: those of which this may tell who adds, all where it is None. A guest's file may
        bear the name of one that was here before her.
        """
        workspace.check_at_work()
        check_room(workspace, file, quota)
        check_fresh(workspace, folder, file, seen)
        shared = cls(workspace=workspace, folder=folder, name=file.name)
        db.session.add(shared)
        shared.put(file, voice, "file-added")
        return shared

    @property
    def latest(self):
        return self.versions[-1]

    def revise(self, file, voice, quota):
        """A new version; the earlier ones stay."""
        self.workspace.check_at_work()
        self.check_not_withdrawn()
        if file.sha256 == self.latest.file.sha256:
            raise RuleBroken(_l("These are the very bytes of the latest version: nothing to add."), field="file", status=422)
        if len(self.versions) >= MOST_VERSIONS:
            raise RuleBroken(_l("A file has at most %(most)s versions.", most=MOST_VERSIONS), field="file", status=422)
        check_room(self.workspace, file, quota)
        return self.put(file, voice, "file-revised")

    def put(self, file, voice, kind):
        version = SharedVersion(shared=self, number=len(self.versions) + 1, file=file, at=utc_now(), by=voice)
        db.session.add(version)
        announce(self.workspace, kind, self, voice=voice, version=version.number)
        return version

    def place(self, name, folder, voice, seen=None):
        """Another name, another folder, or both; `seen` as for `add`."""
        self.workspace.check_at_work()
        self.check_not_withdrawn()
        check_name(self.workspace, folder, name, seen, self)
        self.name, self.folder = name, folder
        announce(self.workspace, "file-moved", self, voice=voice)

    def withdraw(self, reason, voice):
        self.workspace.check_at_work()
        self.check_not_withdrawn()
        self.withdrawn_at, self.withdrawn_by, self.reason = utc_now(), voice, reason
        announce(self.workspace, "file-withdrawn", self, voice=voice)

    def restore(self, voice, seen=None):
        """Put back, as long as its bytes are kept; `seen` as for `add`."""
        self.workspace.check_at_work()
        if not self.withdrawn_at:
            raise RuleBroken(_l("This file was not withdrawn."))
        if not self.restorable(utc_now()):
            raise RuleBroken(_l("The thirty days are over: the bytes of this file are no longer kept."))
        check_name(self.workspace, self.folder, self.name, seen, self)
        self.withdrawn_at = self.withdrawn_by = None
        self.reason = ""
        announce(self.workspace, "file-restored", self, voice=voice)

    def restorable(self, at):
        return bool(self.withdrawn_at) and self.cleared_at is None and at < self.withdrawn_at + REGRET

    def clear(self):
        """The time to put it back is over: the round of files may forget its bytes."""
        self.cleared_at = utc_now()
        for version in self.versions:
            version.file.withdraw(version.by.person)

    def check_not_withdrawn(self):
        if self.withdrawn_at:
            raise RuleBroken(_l("This file was withdrawn: put it back first."))


class SharedVersion(db.Model):
    __table_args__ = (UniqueConstraint("shared_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    shared_id: Mapped[int] = mapped_column(ForeignKey("shared_file.id"))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    shared: Mapped[SharedFile] = relationship(back_populates="versions")
    file: Mapped[File] = relationship()
    by: Mapped[Mandate] = relationship()


def space_used(workspace):
    """Bytes of all versions that this workspace keeps."""
    query = select(func.coalesce(func.sum(File.size), 0)).join(SharedVersion, SharedVersion.file_id == File.id)
    query = query.join(SharedVersion.shared).where(SharedFile.workspace_id == workspace.id, SharedFile.cleared_at.is_(None))
    return int(db.session.scalar(query))


def check_room(workspace, file, quota):
    if space_used(workspace) + file.size > quota:
        sentence = _l("There is no room for it: a workspace keeps %(most)s MB at most.", most=quota // 1_000_000)
        raise RuleBroken(sentence, field="file", status=422)


def check_fresh(workspace, folder, file, seen):
    """Neither these bytes nor this name lie here already, among the files seen."""
    live = SharedFile.workspace_id == workspace.id, SharedFile.withdrawn_at.is_(None)
    if db.session.scalar(select(func.count(SharedFile.id)).where(*live)) >= MOST:
        raise RuleBroken(_l("A workspace has at most %(most)s files.", most=MOST), field="file", status=422)
    same = select(SharedFile.name).join(SharedFile.versions).join(SharedVersion.file).where(*live, File.sha256 == file.sha256)
    known = db.session.scalar(among(seen, same).limit(1))
    if known:
        raise RuleBroken(_l("This very file is here already: “%(name)s”.", name=known), field="file", status=422)
    check_name(workspace, folder, file.name, seen, field="file")


def among(seen, query):
    return query if seen is None else query.where(seen)


def check_name(workspace, folder, name, seen, shared=None, field="name"):
    here = select(SharedFile.id).where(SharedFile.workspace_id == workspace.id, SharedFile.withdrawn_at.is_(None))
    here = here.where(SharedFile.folder_id.is_(None) if folder is None else SharedFile.folder_id == folder.id)
    here = here.where(func.lower(SharedFile.name) == name.lower())
    if shared is not None:
        here = here.where(SharedFile.id != shared.id)
    if db.session.scalar(among(seen, here).limit(1)):
        sentence = _l(
            "“%(name)s” is in this folder already: add yours as a new version of it, or give it another name.", name=name
        )
        raise RuleBroken(sentence, field=field, status=422)
