"""What lies before the next sitting of the example: a paper of the Politecnico in two versions, and a confidential item."""

import io
from datetime import timedelta

from app.database import day_of, db
from app.documents.models import File, storage_here
from app.meetings.models import Meeting

FIRST = """Elenco degli alloggi per studenti: struttura proposta

1. Indirizzo e Comune
2. Posti letto, con quelli accessibili
3. Canone mensile e ciò che comprende
4. Distanza dalla sede e mezzi pubblici
5. Chi aggiorna la riga, e quando
"""
SECOND = FIRST + "6. Posti riservati a chi ha una borsa di studio\n"
CONFIDENTIAL = {
    "title": "Offerta di un immobile da destinare a residenza universitaria",
    "note": "La proprietà chiede riserbo fino alla firma della convenzione.",
    "neutral": "Un immobile per residenze",
    "reason": "Trattativa in corso",
}
RELEASED_AFTER = 60  # days from the sitting


def lay_papers(meeting, voice):
    """On the first item of a meeting, as its agenda is written."""
    paper = meeting.items[0].add_paper("Struttura dell'elenco", text_file(FIRST, voice), voice)
    paper.revise(text_file(SECOND, voice), voice)


def text_file(text, voice):
    stored = storage_here().store(io.BytesIO(text.encode()), 100_000)
    return File.keep("struttura-elenco.txt", "text/plain", stored, voice.person)


def add_confidential_item(meeting: Meeting, voice):
    item = meeting.add_item(CONFIDENTIAL["title"], CONFIDENTIAL["note"], voice)
    db.session.flush()
    release = day_of(meeting.starts_at) + timedelta(days=RELEASED_AFTER)
    item.seal(CONFIDENTIAL["neutral"], release, CONFIDENTIAL["reason"], False, voice)
