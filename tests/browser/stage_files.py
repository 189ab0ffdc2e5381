"""Where the files of the story lie; and one with a very long name that was withdrawn."""

import io

from app.database import db
from app.documents.models import File, storage_here
from app.workspaces.models import SharedFile

LONG = "Relazionesullestrutturericettive" * 5 + ".txt"


def file_states():
    """{place: path}; call inside a writing transaction."""
    table, page = db.session.scalars(db.select(SharedFile).order_by(SharedFile.id).limit(2)).all()
    voice = page.latest.by
    stored = storage_here().store(io.BytesIO(b"Testo superato."), 1000)
    gone = SharedFile.add(page.workspace, None, File.keep(LONG, "text/plain", stored, voice.person), voice, 10_000_000)
    db.session.flush()
    gone.withdraw("Superata dalla nuova relazione", voice)
    shelf = f"/workspaces/{page.workspace_id}/files"
    return {
        "shelf": shelf,
        "shelf_folder": f"{shelf}?folder={page.folder_id}",
        "shared_file": f"/shared-files/{table.id}",
        "shared_preview": f"/files/{page.latest.file_id}/preview",
        "shared_table": f"/files/{table.latest.file_id}/preview",
        "shared_withdrawn": f"/shared-files/{gone.id}",
    }
