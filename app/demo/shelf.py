"""What lies on the shelf of the example: a sheet that came with a message, now in its second version, and a note in a folder."""

import io
import zipfile
from xml.sax.saxutils import escape

from flask import current_app

from app.database import db
from app.documents.models import File, storage_here
from app.documents.models.kinds import ODS, PDF
from app.workspaces.models import Folder, Message, SharedFile, come_with, folder_of_talk

HEADER = ("Struttura", "Comune", "Posti letto", "Posti accessibili", "Aggiornato il")
ROWS = (
    ("Residenza d'esempio A", "Milano", "120", "6", "2026-10-01"),
    ("Residenza d'esempio B", "Sesto San Giovanni", "84", "4", "2026-10-01"),
    ("Residenza d'esempio C", "Segrate", "60", "3", "2026-10-15"),
)
LATER = ("Residenza d'esempio D", "Rozzano", "48", "2", "2026-11-10")
NOTE = (
    "Come si tiene l'elenco degli alloggi",
    "",
    "1. Ogni ente aggiorna le proprie righe entro il 15 del mese.",
    "2. Chi aggiorna una riga scrive il giorno accanto.",
    "3. I posti accessibili si contano anche tra i posti letto.",
)
NAMESPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "manifest")
)


def lay_files(workspace):
    """In the name of who spoke of them in the discussion."""
    said = db.session.scalar(
        db.select(Message).where(Message.thread.has(workspace_id=workspace.id), Message.body.startswith("Il nostro è pronto"))
    )
    voice, quota = said.mandate, current_app.config["WORKSPACE_QUOTA"]
    talk = folder_of_talk(workspace, voice, current_app.config["BABEL_DEFAULT_LOCALE"])
    db.session.flush()
    come_with(said.id, kept("alloggi-statale.ods", ODS, sheet((HEADER, *ROWS)), voice), talk, voice, quota)
    shared = db.session.scalar(db.select(SharedFile).where(SharedFile.folder_id == talk.id))
    shared.revise(kept("alloggi-statale.ods", ODS, sheet((HEADER, *ROWS, LATER)), voice), voice, quota)
    lead = workspace.place.seats[0].mandates[0]
    folder = Folder.make(workspace, "Regole di lavoro", None, lead)
    SharedFile.add(workspace, folder, kept("come-si-tiene-l-elenco.pdf", PDF, page(NOTE), lead), lead, quota)


def kept(name, kind, content, voice):
    return File.keep(name, kind, storage_here().store(io.BytesIO(content), 100_000), voice.person)


def sheet(rows):
    """An OpenDocument spreadsheet of these rows, as small as the standard allows."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    table = f'<office:spreadsheet><table:table table:name="Alloggi">{cells}</table:table></office:spreadsheet>'
    body = (
        f'<office:document-content{NAMESPACES} office:version="1.3"><office:body>{table}</office:body></office:document-content>'
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", ODS), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest{NAMESPACES} manifest:version="1.3">{entries}</manifest:manifest>'
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in (("mimetype", ODS), ("content.xml", body), ("META-INF/manifest.xml", manifest)):
            archive.writestr(zipfile.ZipInfo(name), content)
    return into.getvalue()


def page(lines):
    """A PDF of one A4 page with these lines (ISO 32000-1, the least that a reader asks for)."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    text = "BT /F 13 Tf 60 770 Td 22 TL " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
    things = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out.encode("cp1252")
