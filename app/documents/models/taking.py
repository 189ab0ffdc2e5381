"""Taking the bytes of a file in and giving them out: away from the loop, and never all of them in memory."""

import logging

from flask import current_app
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.documents.models.bucket import Bucket, StorageSilent
from app.documents.models.kinds import media_type
from app.documents.models.scanning import refuse_infected
from app.documents.models.storage import HEAD, Damaged, Storage, TooLarge
from app.errors import RuleBroken

LIMIT = 20 * 1024 * 1024  # bytes of one file
AROUND = 64 * 1024  # what a form adds around it

log = logging.getLogger(__name__)


def storage_here():
    """The folder or the bucket of this installation."""
    place = current_app.config["FILES"]
    return Bucket(place) if str(place).startswith("s3://") else Storage(place)


def take(sent):
    """(what was stored, its kind) of a file as a form sends it; done aside, before `writing`. RuleBroken if not taken."""
    return aside(taken_in, storage_here(), sent.stream, current_app.config["CLAMD"], sent.filename or "")


def give(file):
    """The bytes of a file, open at their beginning and proved; done aside. RuleBroken where they are not given out."""
    return aside(given_out, storage_here(), file)


def taken_in(storage, stream, clamd=None, name=""):
    """(what was stored, its kind) of the bytes of a stream, which is read more than once; RuleBroken for what is not taken."""
    try:
        head = stream.read(HEAD)
        stream.seek(0)
        kind = media_type(stream, head)
        if kind is None:
            raise RuleBroken(refusal_of_kind(), field="file", status=422)
        stream.seek(0)
        refuse_infected(clamd, stream, name)
        stream.seek(0)
        return storage.store(stream, LIMIT), kind
    except TooLarge as error:
        raise RuleBroken(_l("A file holds at most 20 megabytes."), field="file", status=422) from error
    except StorageSilent as error:
        raise silent(error) from error


def refusal_of_kind():
    return _l("Send a PDF, PNG, JPEG, ODT, ODS, ODP, DOCX, XLSX, PPTX, CSV, plain text or P7M file, without macros.")


def given_out(storage, file):
    """The bytes of a file, open at their beginning and proved; RuleBroken where they are no longer what was stored."""
    try:
        return storage.read(file.sha256)
    except StorageSilent as error:
        raise silent(error) from error
    except Damaged as error:
        log.error("file %s is not what was stored", file.id, exc_info=error)
        sentence = _l("This file is damaged in the archive and is not given out. Tell the platform administrator.")
        raise RuleBroken(sentence, status=503) from error


def silent(error):
    log.error("the storage of files does not answer", exc_info=error)
    return RuleBroken(_l("The archive of the files does not answer. Try again in some minutes."), status=503)
