"""The history checker: what was sent, what was stored and what each client saw, and every way in which they may not agree.

Each message carries a word of its own (its token), so that it is known again wherever it turns up. The classes of anomaly are
those of broadcast and log checkers (Jepsen's lost-write, duplicate, poll-skip, inconsistent-offsets), and two of this house:
a guest who reads from before her entry, and a body that hears something after its release.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

CLASSES = (
    "lost", "phantom", "doubled", "gap", "mismatch", "seen-twice", "skipped", "reordered", "diverging", "unseen",
    "before-entry", "after-release",
)  # fmt: skip


@dataclass
class Sent:
    """What became of one message at its writer: `answered` is the seq of a final yes, `refused` tells of a final no."""

    token: str
    answered: int | None = None
    refused: bool = False


@dataclass
class View:
    """What one client showed, in the order in which it showed it: [(seq, token or None)].

    `first` is the first seq it may show, `due` the first that it must; `last` is the last one, or None where it may show all.
    """

    name: str
    shown: list
    first: int = 1
    due: int = 1
    last: int | None = None


@dataclass
class History:
    """`log` is the stream as stored in the end: [(seq, token or None)], `head` its last seq; `begun` the head at the start."""

    sent: list
    log: list
    head: int
    views: list
    begun: int = 0
    found: dict = field(default_factory=lambda: defaultdict(list))


def anomalies(history):
    """{class: [what was found]} of a history; empty where everything agrees."""
    history.found.clear()
    check_log(history)
    check_sent(history)
    for view in history.views:
        check_view(history, view)
    return dict(history.found)


def check_log(history):
    seqs = [seq for seq, _ in history.log]
    if seqs != list(range(1, history.head + 1)):
        history.found["gap"].append(f"the log holds {len(seqs)} seqs up to {history.head}")
    times = Counter(token for _, token in history.log if token)
    history.found["doubled"] += [token for token, count in times.items() if count > 1]
    keep_if_any(history, "doubled")


def check_sent(history):
    stored = {token: seq for seq, token in history.log if token}
    known = {sent.token for sent in history.sent}
    for sent in history.sent:
        if sent.answered is not None and sent.token not in stored:
            history.found["lost"].append(sent.token)
        elif sent.answered is not None and stored[sent.token] != sent.answered:
            history.found["mismatch"].append(f"{sent.token}: answered {sent.answered}, stored {stored[sent.token]}")
        if sent.refused and sent.token in stored:
            history.found["phantom"].append(f"{sent.token} was refused and is stored")
    for token in stored.keys() - known:
        history.found["phantom"].append(f"{token} was never sent")


def check_view(history, view):
    stored = dict(history.log)
    seqs = [seq for seq, _ in view.shown]
    note(history, "reordered", view, [b for a, b in zip(seqs, seqs[1:], strict=False) if b < a])
    note(history, "seen-twice", view, [token for token, n in Counter(token for _, token in view.shown if token).items() if n > 1])
    note(history, "before-entry", view, [seq for seq in seqs if seq < view.first])
    note(history, "after-release", view, [seq for seq in seqs if view.last is not None and seq > view.last])
    for seq, token in view.shown:
        if seq not in stored or (token and token not in stored.values()):
            note(history, "phantom", view, [seq])
        elif stored[seq] != token:
            note(history, "diverging", view, [seq])
    missing = set(range(max(view.due, history.begun + 1), end_of(history, view) + 1)) - set(seqs)
    inside = [seq for seq in missing if seqs and seq < max(seqs)]
    note(history, "skipped", view, sorted(inside))
    note(history, "unseen", view, sorted(missing - set(inside)) if view.last is None else [])


def end_of(history, view):
    return history.head if view.last is None else min(view.last, history.head)


def note(history, kind, view, what):
    if what:
        history.found[kind].append(f"{view.name}: {what[:5]}{'…' if len(what) > 5 else ''}")


def keep_if_any(history, kind):
    if not history.found[kind]:
        del history.found[kind]
