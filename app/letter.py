"""A mail as the bytes that go out, and the proof that they say what was meant: no other header, no other recipient."""

import hashlib
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

# Lines may have 998 bytes (RFC 5322, 2.1.1): a subject that is not folded cannot be folded wrongly.
LINES = policy.SMTP.clone(cte_type="7bit", max_line_length=990)
# What a calendar message asks of who gets it (RFC 5546, 1.4).
METHODS = ("REQUEST", "CANCEL")


class Unsafe(Exception):
    """A composed mail does not say what was meant; it is not sent."""


def composed(mail, sender):
    """The bytes of a mail, from `sender` (name, address); Unsafe unless they read back as exactly what was meant."""
    meant = headers_of(mail, sender)
    message = EmailMessage(policy=LINES)
    try:
        message.set_content(mail.body, charset="utf-8")  # before Content-Language: it takes other content headers away
        if mail.calendar:
            enclose(message, mail.calendar)
        message["From"] = Address(sender[0], addr_spec=sender[1])
        message["To"] = Address(addr_spec=mail.to)
        if mail.answers_to:
            message["Reply-To"] = Address(addr_spec=mail.answers_to)
        for name in ("Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"):
            message[name] = meant[name]
        raw = message.as_bytes()
    except (ValueError, TypeError, LookupError) as error:
        raise Unsafe(f"it cannot be composed: {error}") from error
    check(raw, meant, mail.calendar)
    return raw


def enclose(message, calendar):
    """The calendar message as the other face of the same letter (RFC 6047, 2.4): mail programs then offer to answer it."""
    content = calendar.encode("utf-8")
    kind = {"maintype": "text", "subtype": "calendar", "params": {"charset": "utf-8", "method": method_of(content)}}
    message.add_alternative(content, **kind)


def method_of(content):
    """What a calendar message says it is; ValueError for any but the two that leave this house."""
    said = [line.partition(b":")[2].decode("ascii", "replace") for line in content.splitlines() if line.startswith(b"METHOD")]
    if len(said) != 1 or said[0] not in METHODS:
        raise ValueError("its calendar part is no invitation of ours")
    return said[0]


def headers_of(mail, sender):
    """What the headers are to say. The Message-ID comes from the key alone, so that a mail sent twice can be known by it."""
    mark = hashlib.sha256(f"{mail.key}|{mail.made_at.isoformat()}".encode()).hexdigest()[:40]
    answers = {"Reply-To": ("", mail.answers_to)} if mail.answers_to else {}
    return answers | {
        "From": sender,
        "To": ("", mail.to),
        "Subject": mail.subject,
        "Date": mail.made_at.replace(microsecond=0),
        "Message-ID": f"<{mark}@{sender[1].rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }


def check(raw, meant, calendar=""):
    """Unsafe where the bytes hold another header, another recipient or another part than was meant."""
    head, _, _ = raw.partition(b"\r\n\r\n")
    if not is_plain_head(head):
        raise Unsafe("its headers hold line ends or signs that do not belong there")
    read = message_from_bytes(raw, policy=policy.SMTP)
    allowed = [*meant, "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    allowed = [name for name in allowed if name != "Content-Transfer-Encoding" or not calendar]
    if read.defects or sorted(read.keys()) != sorted(allowed) or read.is_multipart() != bool(calendar):
        raise Unsafe("its headers are not the ones that were meant")
    if calendar:
        check_parts(read, calendar)
    for name, value in meant.items():
        if said(read[name]) != value:
            raise Unsafe(f"its {name} does not read as it was meant")


def check_parts(read, calendar):
    """Unsafe unless there are two parts, the text and the very calendar message, without headers of their own."""
    kinds = [part.get_content_type() for part in read.iter_parts()]
    if read.get_content_type() != "multipart/alternative" or kinds != ["text/plain", "text/calendar"]:
        raise Unsafe("its parts are not the ones that were meant")
    names = {name for part in read.iter_parts() for name in part}
    enclosed = list(read.iter_parts())[1]
    content = calendar.encode("utf-8")
    same = enclosed.get_payload(decode=True) == content and enclosed.get_param("method") == method_of(content)
    if not same or names - {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}:
        raise Unsafe("its parts do not read as they were meant")


def is_plain_head(head):
    """Header bytes of printable ASCII, whose lines end in CRLF and are headers or go on one."""
    lines = head.split(b"\r\n")
    plain = all(32 <= byte < 127 or byte == 9 for line in lines for byte in line)
    return plain and all(line[:1] in (b" ", b"\t") or b":" in line for line in lines) and all(line.strip() for line in lines)


def said(header):
    """A header as it reads: addresses as (name, address), the date as a moment, anything else as text."""
    if hasattr(header, "addresses"):
        people = [(person.display_name, person.addr_spec) for person in header.addresses]
        return people[0] if len(people) == 1 else people
    return header.datetime if hasattr(header, "datetime") else str(header)
