"""Where the papers and the confidential item of the story lie; and a paper that came too late, with a very long name."""

from app.database import db
from app.documents.models import File
from app.meetings.models import AgendaItem, Paper

LONG = "Relazione" * 20 + ".pdf"


def paper_states():
    """{place: path}; call inside a writing transaction."""
    paper = db.session.scalar(db.select(Paper).order_by(Paper.id))
    sealed = db.session.scalar(db.select(AgendaItem).where(AgendaItem.sealed_title != "").order_by(AgendaItem.id))
    table, voice = sealed.meeting.table, paper.latest.by
    table.papers_days_before = 30
    for item in (paper.item, sealed):
        file = File(
            name=LONG, media_type="application/pdf", sha256="0" * 64, size=1_234_567, at=paper.latest.at, uploaded_by=voice.person
        )
        db.session.add(file)
        item.add_paper("Relazione sulle strutture ricettive e sui servizi agli studenti fuori sede", file, voice)
    return {
        "papers_item": f"/items/{paper.item_id}",
        "sealed_item": f"/items/{sealed.id}",
        "sealed_on_agenda": f"/meetings/{sealed.meeting_id}?item={sealed.id}",
    }
