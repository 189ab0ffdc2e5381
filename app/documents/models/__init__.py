"""The nouns of documents, and what takes their bytes in and gives them out."""

from app.documents.models.bucket import Bucket, StorageSilent
from app.documents.models.file import File, handed_out, on_handing_out
from app.documents.models.kinds import ACCEPTED, TOLD, safe_name
from app.documents.models.scanning import answers
from app.documents.models.storage import Damaged, Storage, TooLarge
from app.documents.models.taking import AROUND, LIMIT, give, given_out, storage_here, take, taken_in

__all__ = [
    "ACCEPTED",
    "AROUND",
    "Bucket",
    "Damaged",
    "File",
    "LIMIT",
    "Storage",
    "StorageSilent",
    "TOLD",
    "TooLarge",
    "answers",
    "give",
    "given_out",
    "handed_out",
    "on_handing_out",
    "safe_name",
    "storage_here",
    "take",
    "taken_in",
]
