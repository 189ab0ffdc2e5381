"""Asking ClamAV about the bytes of a file before anything of them is kept: the INSTREAM of clamd(8), over a socket.

Written here because the libraries for it are no longer looked after, and it is forty lines. Where the daemon does not
answer, nothing is taken in (fail closed).
"""

import logging
import socket

from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken

PIECE = 64 * 1024
PATIENCE = 30  # seconds without a word
QUICK = 2  # seconds, where it is only asked whether it lives

log = logging.getLogger(__name__)


class ScannerSilent(Exception):
    """The daemon does not answer, or not in its own language."""


def refuse_infected(clamd, stream, name=""):
    """RuleBroken where ClamAV finds something, or cannot be asked; `clamd` is (host, port), a path, or nothing to ask nobody."""
    if not clamd:
        return
    try:
        found = scanned(clamd, stream)
    except ScannerSilent as error:
        log.error("clamd cannot be asked: %s", error)
        sentence = _l("The antivirus does not answer, so no file is taken in now. Try again in some minutes.")
        raise RuleBroken(sentence, field="file", status=503) from error
    if found:
        log.warning("a file was refused: clamd found %s in %r", found, name)
        raise RuleBroken(_l("The antivirus found “%(found)s” in this file: it is not kept.", found=found), "file", 422)


def scanned(clamd, stream):
    """What was found in the bytes of a stream, or "" for nothing; ScannerSilent without an answer."""
    said = asked(clamd, b"zINSTREAM\0", pieces(stream))
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")[:100]
    if said != "stream: OK":
        raise ScannerSilent(f"it said {said[:100]!r}")
    return ""


def answers(clamd):
    """Does the daemon live?"""
    try:
        return asked(clamd, b"zPING\0", (), QUICK) == "PONG"
    except ScannerSilent:
        return False


def asked(clamd, command, parts, patience=PATIENCE):
    family = socket.AF_UNIX if isinstance(clamd, str) else socket.AF_INET6 if ":" in clamd[0] else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(patience)
            line.connect(clamd)
            line.sendall(command)
            for part in parts:
                line.sendall(len(part).to_bytes(4, "big") + part)
            return last_word(line)
    except OSError as error:
        raise ScannerSilent(repr(error)) from error


def pieces(stream):
    while piece := stream.read(PIECE):
        yield piece
    yield b""  # a piece of no bytes is the end


def last_word(line):
    said = b""
    while not said.endswith(b"\0") and (part := line.recv(1000)) and len(said) < 10_000:
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
