"""Taking the bytes of a file in and giving them out: away from the loop, and never all of them in memory."""

import logging

from flask_babel import lazy_gettext as _l

from app.documents.models.kinds import media_type
from app.documents.models.storage import HEAD, Damaged, TooLarge
from app.errors import RuleBroken

LIMIT = 20 * 1024 * 1024  # bytes of one file
AROUND = 64 * 1024  # what a form adds around it

log = logging.getLogger(__name__)


def taken_in(storage, stream):
    """(what was stored, its kind) of the bytes of a stream, which is read twice; RuleBroken for what is not taken."""
    try:
        head = stream.read(HEAD)
        stream.seek(0)
        kind = media_type(stream, head)
        stream.seek(0)
        if kind is None:
            sentence = _l("Send a PDF, PNG, JPEG, ODT, DOCX (without macros), plain text or P7M file.")
            raise RuleBroken(sentence, field="file", status=422)
        return storage.store(stream, LIMIT), kind
    except TooLarge as error:
        raise RuleBroken(_l("A file holds at most 20 megabytes."), field="file", status=422) from error


def given_out(storage, file):
    """The bytes of a file, open at their beginning and proved; RuleBroken where they are no longer what was stored."""
    try:
        return storage.read(file.sha256)
    except Damaged as error:
        log.error("file %s is not what was stored", file.id, exc_info=error)
        sentence = _l("This file is damaged in the archive and is not given out. Tell the platform administrator.")
        raise RuleBroken(sentence, status=503) from error
