"""The mailbox to which people and calendars answer our mails: a folder of letters, by IMAP over TLS or a Maildir on this machine.

A letter is read, dealt with, and only then filed away, so that one who dies in between finds it again: whoever deals with
letters must bear one twice. Nothing is ever deleted.
"""

import imaplib
import mailbox
import ssl
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

# Where letters go: those that were understood, and all others, for a person to look at.
READ, OTHER = "Tavolo-read", "Tavolo-other"
SECONDS_OF_PATIENCE = 20
# Letters of one visit, and what is read of one; longer ones are filed unread.
AT_ONCE = 100
LONGEST = 1024 * 1024


class NobodyAnswers(Exception):
    """The mailbox cannot be reached, or lets us not in."""


class Letter:
    """The bytes of one letter (empty where it is too long), and where it is filed afterwards."""

    def __init__(self, raw, file):
        self.raw, self._file = raw, file

    def file(self, folder):
        self._file(folder)


@contextmanager
def opened(url):
    """The mailbox as TAVOLO_MAILBOX_URL names it; its `letters()` are those not yet filed. NobodyAnswers where it is shut."""
    box = (Imap if url.startswith("imaps://") else Maildir)(urlsplit(url))
    try:
        yield box
    except (OSError, imaplib.IMAP4.error, mailbox.Error) as error:
        raise NobodyAnswers(str(error)) from error
    finally:
        box.close()


class Maildir:
    """A Maildir as its author describes it (cr.yp.to/proto/maildir.html); folders beside the inbox as in Maildir++."""

    def __init__(self, url):
        self.box = mailbox.Maildir(unquote(url.path), create=True)

    def letters(self):
        for key in sorted(self.box.keys())[:AT_ONCE]:
            with suppress(KeyError):  # another program took it away
                yield Letter(self._bytes(key), lambda folder, key=key: self._move(key, folder))

    def _bytes(self, key):
        with self.box.get_file(key) as file:
            raw = file.read(LONGEST + 1)
        return raw if len(raw) <= LONGEST else b""

    def _move(self, key, folder):
        """The copy is safe on disk before the letter leaves the inbox; as bytes, which no parser can fail on."""
        there = self.box.add_folder(folder)
        there.add(self.box.get_bytes(key))
        there.flush()
        self.box.discard(key)

    def close(self):
        self.box.close()


class Imap:
    """The folder of an IMAP server named in the path of the address, else INBOX (RFC 3501; moving as RFC 6851)."""

    def __init__(self, url):
        self.url = url
        self.folder = unquote(url.path.strip("/")) or "INBOX"
        self.server = None

    def letters(self):
        self.server = imaplib.IMAP4_SSL(
            self.url.hostname, self.url.port or 993, ssl_context=trusted(), timeout=SECONDS_OF_PATIENCE
        )
        self.server.login(unquote(self.url.username), unquote(self.url.password or ""))
        self._said(self.server.select(quoted(self.folder)))
        for folder in (READ, OTHER):
            self.server.create(quoted(folder))  # refused where it is there already
        for uid in self._said(self.server.uid("SEARCH", "UNDELETED"))[0].split()[:AT_ONCE]:
            yield Letter(self._bytes(uid), lambda folder, uid=uid: self._move(uid, folder))

    def _bytes(self, uid):
        answer = self._said(self.server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST + 1}>)"))
        raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
        return raw if len(raw) <= LONGEST else b""

    def _move(self, uid, folder):
        if self.moves():
            self._said(self.server.uid("MOVE", uid, quoted(folder)))
            return
        self._said(self.server.uid("COPY", uid, quoted(folder)))
        self._said(self.server.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
        self._said(self.server.expunge())

    def moves(self):
        return "MOVE" in self.server.capabilities

    def _said(self, answer):
        """What a server answers to a command; an error where it says no."""
        state, said = answer
        if state != "OK":
            raise imaplib.IMAP4.error(f"the server said {state}")
        return said

    def close(self):
        if self.server is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                self.server.logout()


def trusted():
    return ssl.create_default_context()


def quoted(folder):
    """The name of a folder as IMAP takes it (RFC 3501, 5.1: other signs than ASCII in modified UTF-7, which settings write)."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
