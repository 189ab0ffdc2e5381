"""Which kinds of file are taken in, told from their bytes and never from their name alone."""

import zipfile
from pathlib import PurePosixPath

from flask_babel import lazy_gettext as _l

from app.documents.models.archives import ArchiveRefused, check_archive

# What public bodies exchange; P7M is a signed envelope (CAdES, ETSI EN 319 122). A ZIP of anything is not taken: nobody sees
# what is in it, and a folder takes its files one by one.
PDF, PNG, JPEG, PLAIN = "application/pdf", "image/png", "image/jpeg", "text/plain"
_ODF = "application/vnd.oasis.opendocument."
ODT, ODS, ODP = _ODF + "text", _ODF + "spreadsheet", _ODF + "presentation"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = _OOXML + "wordprocessingml.document", _OOXML + "spreadsheetml.sheet"
PPTX = _OOXML + "presentationml.presentation"
P7M = "application/pkcs7-mime"
BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
# The part that each kind of Office Open XML has (ECMA-376, part 1).
PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
ENDINGS = {
    PDF: ".pdf", PNG: ".png", JPEG: ".jpg", PLAIN: ".txt", ODT: ".odt", ODS: ".ods", ODP: ".odp",
    DOCX: ".docx", XLSX: ".xlsx", PPTX: ".pptx", P7M: ".p7m",
}  # fmt: skip
DRAWN = set(ENDINGS) - {P7M}  # of a signed envelope there is no preview
SAME = {".jpeg": ".jpg"}
TEXTS = {".csv"}  # endings that a plain text keeps
ACCEPTED = ",".join([*ENDINGS.values(), *SAME, *TEXTS])
TOLD = _l("PDF, PNG, JPEG, ODT, ODS, ODP, DOCX, XLSX, PPTX, CSV, plain text or P7M, without macros, up to 20 MB.")
LONGEST = 200  # characters of a name
# DER of ContentInfo with signedData (RFC 5652): SEQUENCE, then OBJECT IDENTIFIER 1.2.840.113549.1.7.2.
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def media_type(stream, head):
    """The kind of a file that is open at its beginning, of which `head` are the first bytes; None for what is not taken."""
    known = next((kind for beginning, kind in BEGINNINGS if head.startswith(beginning)), None)
    if known:
        return known
    if head.startswith(b"PK\x03\x04"):
        return kind_of_archive(stream)
    if head[:1] == b"\x30" and SIGNED_DATA in head[:32] or head.startswith(b"-----BEGIN PKCS7-----"):
        return P7M
    return PLAIN if head and is_text(head) else None


def kind_of_archive(stream):
    """Texts, sheets and slides are archives; the names inside tell which, and nothing is unpacked but a few bytes."""
    try:
        check_archive(stream)
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                said = said_plainly(archive, "mimetype").decode("ascii", "replace")
                return said if said in (ODT, ODS, ODP) else None
    except ArchiveRefused:
        return None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return None
    return next((kind for part, kind in PARTS.items() if part in names), None) if "[Content_Types].xml" in names else None


def said_plainly(archive, name):
    """The first bytes of a part that is stored as it is, as ODF asks of its media type (OASIS ODF 1.3, part 2, 3.3)."""
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        return b""
    with archive.open(name) as file:
        return file.read(100)


def is_text(head):
    """UTF-8 without control characters; the last character may be cut in two."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or error.reason != "unexpected end of data":
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n\f\ufeff" for character in text)


def safe_name(name, kind):
    """The name under which a file is given out: its own last part, printable, with the ending of its kind."""
    last = name.replace("\\", "/").split("/")[-1]
    plain = "".join(character for character in last if character.isprintable()).strip(" .") or "file"
    ending = PurePosixPath(plain).suffix.lower()
    right = ending if kind == PLAIN and ending in TEXTS else ENDINGS[kind]
    if SAME.get(ending, ending) != right:
        known = ending in SAME or ending in TEXTS or ending in ENDINGS.values()
        plain = (PurePosixPath(plain).stem if known else plain) + right
    return plain if len(plain) <= LONGEST else plain[: LONGEST - len(right)].rstrip(" .") + right
