"""What changed between two versions of the minutes: lines taken out and put in, words marked within them."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond these many lines, or characters in a line, two texts are not compared: it would take too long.
MOST_LINES, LONGEST_LINE = 3_000, 4_000
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """A stretch that reads otherwise: `parts` are (kind, words), kind `same`, `del` or `ins`; `line` is where it stood before."""

    line: int
    parts: list


def changes(before, after):
    """[Change, …] from one text to another; None where they are too long to be compared."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return None
    found = SequenceMatcher(None, old, new).get_opcodes()
    return [Change(at + 1, parts(old[at:to], new[start:end])) for kind, at, to, start, end in found if kind != "equal"]


def parts(old, new):
    """Word by word; whole where the stretch is a long one."""
    taken, put = "\n".join(old), "\n".join(new)
    if max(len(taken), len(put)) > LONGEST_LINE:
        return [each for each in (("del", taken), ("ins", put)) if each[1]]
    before, after = WORDS.findall(taken), WORDS.findall(put)
    found = []
    for kind, at, to, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[at:to])))
            continue
        found += [each for each in (("del", "".join(before[at:to])), ("ins", "".join(after[start:end]))) if each[1]]
    return found


def told_changes(before, after):
    """The same for programs."""
    found = changes(before, after)
    return None if found is None else [{"line": each.line, "parts": [list(part) for part in each.parts]} for each in found]
