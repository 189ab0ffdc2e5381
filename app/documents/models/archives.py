"""What an archive (ODT, XLSX, …) may hold to be taken in: no macros, not too many parts, nothing that swells when unpacked."""

import zipfile

MOST_PARTS = 3000
LARGEST_DIRECTORY = 1024 * 1024  # bytes
LARGEST = 300 * 1024 * 1024  # bytes of all that is in it
RATIO = 100  # bytes unpacked for one packed
QUIET = 5 * 1024 * 1024  # bytes unpacked below which no ratio hurts anybody
# Where macros and programs are in Office Open XML and in OpenDocument.
MACROS = ("vbaproject.bin", "vbadata.xml")
PROGRAMS = ("basic/", "scripts/", "xl/macrosheets/")
END = b"PK\x05\x06"  # of the central directory (APPNOTE.TXT 4.3.16)


class ArchiveRefused(Exception):
    """It holds more than anybody should open."""


def check_archive(stream):
    """ArchiveRefused by what the directory of an archive says; nothing is unpacked. Who unpacks counts for herself."""
    check_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) != len(parts):
        raise ArchiveRefused("too many parts, or two of one name")
    whole, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if whole > LARGEST or (whole > QUIET and whole > RATIO * max(packed, 1)):
        raise ArchiveRefused("it swells when unpacked")
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(MACROS) or name.startswith(PROGRAMS) for name in names):
        raise ArchiveRefused("it holds macros")


def check_directory(stream):
    """The directory is read whole by whoever opens an archive: a huge one is refused before."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(END)
    said = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else LARGEST_DIRECTORY + 1
    stream.seek(0)
    if said > LARGEST_DIRECTORY:
        raise ArchiveRefused("its directory is too large")
