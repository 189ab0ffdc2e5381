"""Files as pages and programs read them."""

from sqlalchemy.orm import joinedload

from app.database import db
from app.documents.models import File
from app.happenings import iso
from app.membership.models import told_person
from app.permissions import seen_files, visible


def files_of(act):
    query = visible(seen_files, File.act_id == act.id).options(joinedload(File.uploaded_by))
    return db.session.scalars(query.order_by(File.at, File.id)).all()


def file_json(file):
    facts = {name: getattr(file, name) for name in ("id", "name", "media_type", "size", "sha256")}
    return facts | {"address": f"/files/{file.id}", "at": iso(file.at), "uploaded_by": told_person(file.uploaded_by)}
