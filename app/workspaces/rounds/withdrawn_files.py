"""Files that were withdrawn thirty days ago: they can no longer be put back, and the round of files forgets their bytes."""

from sqlalchemy import select

from app.database import commit, db, writing
from app.rounds import round_of
from app.workspaces.models.shelf import REGRET, SharedFile


@round_of("withdrawn-files-cleared", every=24 * 3600)
def clear_withdrawn(now):
    writing()
    query = select(SharedFile).where(SharedFile.withdrawn_at <= now - REGRET, SharedFile.cleared_at.is_(None))
    for shared in db.session.scalars(query.limit(1000)):
        shared.clear()
    commit()
