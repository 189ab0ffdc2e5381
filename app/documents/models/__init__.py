"""The nouns of documents, and what takes their bytes in and gives them out."""

from app.documents.models.file import File, handed_out, on_handing_out
from app.documents.models.kinds import safe_name
from app.documents.models.storage import Damaged, Storage, TooLarge
from app.documents.models.taking import AROUND, LIMIT, given_out, taken_in

__all__ = [
    "AROUND",
    "LIMIT",
    "Damaged",
    "File",
    "Storage",
    "TooLarge",
    "given_out",
    "handed_out",
    "on_handing_out",
    "safe_name",
    "taken_in",
]
