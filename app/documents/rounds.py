"""Bytes that no file needs any more leave the disk: those taken back, those refused after they had come in."""

import time

from sqlalchemy import select

from app.database import db
from app.documents import previews
from app.documents.models import File, storage_here
from app.rounds import round_of

KEPT = 30 * 24 * 3600  # seconds: a file taken back by mistake can be asked for until then


@round_of("files-swept", every=24 * 3600)
def sweep(_now):
    """Forget what has lain unneeded for thirty days; what comes in meanwhile is written anew and so is young again.

    Previews are a cache, and none is older than that.
    """
    storage = storage_here()
    for name in storage.untouched_since(time.time() - KEPT):
        if not db.session.scalar(select(File.id).where(File.sha256 == name, File.withdrawn_at.is_(None)).limit(1)):
            storage.forget(name)
    db.session.rollback()
    previews.forget_untouched_since(time.time() - KEPT)
