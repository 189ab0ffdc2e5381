"""Where the bytes of files are: a folder in which each content has one place, named by its SHA-256.

A content is written beside its place, forced to disk, and moved there in one step, so that a crash leaves it whole or not
at all. It is hashed again whenever it is read. A bucket (bucket.py) keeps the same promises.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHUNK = 64 * 1024
HEAD = 4096  # bytes that tell the kind of a file


class TooLarge(Exception):
    """There are more bytes than allowed."""


class Damaged(Exception):
    """The bytes are missing, or are no longer those that were stored."""


@dataclass(frozen=True)
class Stored:
    """A content on disk; `head` are its first bytes, `size` is in bytes."""

    sha256: str
    size: int
    head: bytes


class Storage:
    """The folder of one installation."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def path(self, sha256):
        return self.folder / sha256[:2] / sha256

    def store(self, stream, limit):
        """Keep what a stream holds, a piece at a time; TooLarge beyond `limit` bytes, and then nothing is kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="incoming-", dir=self.folder)
        try:
            with open(handle, "wb") as file:
                stored = copied(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            self._settle(Path(name), self.path(stored.sha256))
        finally:
            Path(name).unlink(missing_ok=True)
        return stored

    def _settle(self, fresh, place):
        place.parent.mkdir(exist_ok=True)
        os.replace(fresh, place)
        for folder in (place.parent, self.folder):
            force(folder)

    def read(self, sha256):
        """A file open at its beginning, its content proved; Damaged where it is not what was stored."""
        try:
            file = self.path(sha256).open("rb")
        except OSError as error:
            raise Damaged(sha256) from error
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            file.close()
            raise Damaged(sha256)
        file.seek(0)
        return file

    def untouched_since(self, moment):
        """The names of contents not written since a moment (seconds of the epoch)."""
        places = [place for place in self.folder.glob("??/*") if place.is_file()]
        return [place.name for place in places if place.stat().st_mtime < moment]

    def forget(self, sha256):
        """The bytes are gone for good."""
        self.path(sha256).unlink(missing_ok=True)


def copied(source, target, limit):
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        head = head or chunk[:HEAD]
        digest.update(chunk)
        target.write(chunk)
    return Stored(digest.hexdigest(), size, head)


def force(folder):
    """A name in a folder is safe on disk only once the folder itself is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
