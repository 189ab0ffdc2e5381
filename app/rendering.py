"""Markdown in, safe HTML out: what people write becomes HTML once, when it is saved, and only here is text called safe."""

import json
import logging
import os
import queue
import re
import resource
import signal
import socket
import subprocess
import sys
from functools import partial
from hashlib import sha256
from html import escape, unescape
from typing import NamedTuple

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

VERSION = 1
LONGEST = 500_000  # characters of a text
BUDGET = 0.5  # seconds of CPU for one text
PATIENCE = 5.0  # seconds by the clock, for a machine too busy to give even that
CHILDREN = 2
MEMORY = 256 * 2**20  # bytes of address space a child may take
DEEPEST = 40  # elements within elements; printing and mail programs give up on more
BLEACHED = 100_000  # characters of HTML: bleach takes two thirds of the time, so a longer text passes nh3's wall alone

SCHEMES = {"http", "https", "mailto"}
_TABLE = {"table", "tbody", "td", "th", "thead", "tr"}
TAGS = {"a", "br", "code", "em", "strong", "sup"} | _TABLE
TAGS |= {"blockquote", "div", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
ATTRIBUTES = {
    "a": {"class", "href", "title"},
    "div": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align"},
}
_NEVER = r"\s\\<>\"\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_NOTE = r"n-[0-9a-f]{8}-\d+"
VALUES = {
    "align": re.compile("left|center|right"),
    "class": re.compile("footnote|footnote-ref|footnote-backref|plain"),
    # Another site (with no name before an @ to disguise it), a mailbox, a page of ours, a footnote of the same text.
    "href": re.compile(rf"(?i:https?://[^/?#@{_NEVER}]+([/?#][^{_NEVER}]*)?|mailto:[^{_NEVER}]+)|/(?!/)[^{_NEVER}]*|#{_NOTE}"),
    "id": re.compile(_NOTE),
    "start": re.compile("[0-9]{1,9}"),
    "title": re.compile(r"[^\x00-\x1f]+"),
}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ACTIVE = re.compile(r"[^\w\s,;!?'’()]|_")
_BARE_LINK = re.compile(r"(?<![\w@.])https?://[^\s<>\"`{}|\\^«»“”]*[^\s<>\"`{}|\\^«»“”.,;:!?'’*_]", re.IGNORECASE)
_AMPERSAND = "\ufdd0"  # stands in for &amp;, which LinkifyFilter reads twice ("&amp;lt;" becomes "<"); no text has it
# What `pointed_out` reads: HTML in tags and the text between them, where no name is sought, and where one may begin.
_PIECE = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_QUIET = re.compile(r"<(/?)(?:a|code|pre)[ >]")
_AT = re.compile(r"(?<![\w@./+-])@(?=\w)")
_WORD = re.compile(r"\w*")
_SPAN = '<span class="tv-at">'
_POINTED = frozenset({"span"})
_log = logging.getLogger(__name__)


class Rendered(NamedTuple):
    """What is stored beside the source; `plain` says that Markdown was given up and the text stands as it was typed."""

    html: str
    version: int
    plain: bool


def render(source: str) -> Rendered:
    """Any text gets an answer, never an exception. Control characters and halves of surrogates become U+FFFD."""
    text = _printable(source.replace("\r\n", "\n").replace("\r", "\n"))
    html = _rich(text)
    return Rendered(_plain(text) if html is None else html, VERSION, html is None)


def stored(html: str | None) -> Markup:
    """The Jinja filter `stored`: for HTML that `render` made, and for nothing else. A table may scroll, so keys must reach it."""
    return Markup((html or "").replace("<table>", '<table tabindex="0">'))


def prose(source: str) -> Markup:
    """The Jinja filter `prose`: for a short Markdown text that is kept only as it was typed."""
    return stored(render(source).html)


def pointed_out(html: str, names) -> tuple[str, list[str]]:
    """HTML that `render` made, with each @name of these names in a `<span class="tv-at">`; and which names it calls.

    Names are sought in the text alone, not in code nor in the words of a link; the longest one that fits is meant.
    """
    html = html.replace(_SPAN, "").replace("</span>", "")
    by_start = {}
    for name in sorted(names, key=len, reverse=True):
        by_start.setdefault(_first_word(name), []).append((name, escape(name, quote=False).casefold()))
    found, silent, pieces = [], 0, []
    for piece in _PIECE.split(html):
        if quiet := _QUIET.match(piece):
            silent += -1 if quiet[1] else 1
        pieces.append(piece if silent or piece.startswith("<") else _pointed(piece, by_start, found))
    return (_last_wall("".join(pieces), _POINTED), found) if found else (html, found)


def _pointed(text: str, by_start: dict, found: list) -> str:
    pieces, done = [], 0
    for at in _AT.finditer(text):
        name = _name_at(text, at.end(), by_start)
        if name is not None:
            end = at.end() + len(escape(name, quote=False))
            pieces += [text[done : at.start()], _SPAN, text[at.start() : end], "</span>"]
            done = end
            found.extend([] if name in found else [name])
    return "".join(pieces) + text[done:]


def _name_at(text: str, start: int, by_start: dict) -> str | None:
    for name, typed in by_start.get(_first_word(text, start), ()):
        end = start + len(typed)
        if text[start:end].casefold() == typed and not _WORD.match(text, end)[0]:
            return name
    return None


def _first_word(text: str, start: int = 0) -> str:
    return _WORD.match(text, start)[0].casefold()


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _rich(text: str) -> str | None:
    if len(text) > LONGEST or _runaway(text):
        return None
    return _attempt(text) if harmless(text) else _ask(text)


def _runaway(text: str) -> bool:
    """Markdown seeks the end of each open bracket as far as the text goes: most bombs end here, at no cost."""
    return text.count("[") - text.count("]") > 100 or text.count("](") - text.count(")") > 100


def harmless(text: str) -> bool:
    """So short and quiet that no way of writing it takes long (the tests try): not worth another process."""
    return len(text) <= 500 and len(_ACTIVE.findall(text)) <= 40


def _plain(text: str) -> str:
    paragraphs = re.split(r"\n\n+", escape(text.strip("\n"), quote=False))
    inner = "".join("<p>" + lines.replace("\n", "<br>") + "</p>" for lines in paragraphs)
    return _last_wall(f'<div class="plain">{inner}</div>')


def _attempt(text: str) -> str | None:
    try:
        return _clean(_markdown(text))
    except Exception:  # RecursionError, AssertionError, MemoryError, …: what Markdown raises is no promise
        return None


def _markdown(text: str) -> str:
    """Line breaks stay as typed (nl2br), in messages and minutes alike: who is no Markdown writer expects nothing else."""
    mark = "n-" + sha256(text.encode()).hexdigest()[:8]
    notes = FootnoteExtension(BACKLINK_TITLE="")
    tables = TableExtension(use_align_attribute=True)
    return Markdown(
        extensions=[tables, FencedCodeExtension(), SaneListExtension(), notes, Nl2BrExtension(), _Page(mark)]
    ).convert(text)


class _Page(Extension):
    """What a text gives up to stand in a page of ours: raw HTML, pictures from elsewhere, its own ids and headings."""

    def __init__(self, mark: str):
        super().__init__()
        self.mark = mark

    def extendMarkdown(self, md):
        md.preprocessors.deregister("html_block")
        for name in ("html", "image_link", "image_reference", "short_image_ref"):
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_Settle(self.mark), "settle", -1)


class _Settle(Treeprocessor):
    def __init__(self, mark: str):
        self.mark = mark

    def run(self, root):
        _refuse_depth(root)
        _lower_headings(root)
        _rename(root, self.mark)


def _refuse_depth(root):
    level, depth = list(root), 0
    while level:
        level, depth = [child for node in level for child in node], depth + 1
    if depth > DEEPEST:
        raise ValueError("too many elements within elements")


def _lower_headings(root):
    """The page owns h1 and h2: the highest heading used becomes h3, the next one used h4, and so on."""
    headings = [node for node in root.iter() if re.fullmatch("h[1-6]", node.tag)]
    ranks = sorted({node.tag for node in headings})
    for node in headings:
        node.tag = f"h{min(6, 3 + ranks.index(node.tag))}"


def _rename(root, mark: str):
    """Footnotes get ids that nobody can choose and that two texts on one page do not share."""
    names = {node.get("id"): f"{mark}-{n}" for n, node in enumerate(root.iterfind(".//*[@id]"), 1)}
    for node in root.iter():
        if node.get("id"):
            node.set("id", names[node.get("id")])
        if (target := node.get("href", "")[1:]) in names:
            node.set("href", f"#{names[target]}")


def _clean(html: str) -> str:
    """Two sanitisers with one policy: bleach, which also makes bare addresses into links, then nh3."""
    if len(html) <= BLEACHED:
        html = _bleached(html.replace("&amp;", _AMPERSAND)).replace(_AMPERSAND, "&amp;")
    return _last_wall(html)


def _bleached(html: str) -> str:
    linkify = partial(LinkifyFilter, callbacks=[_only_allowed], skip_tags={"pre", "code"}, url_re=_BARE_LINK)
    return Cleaner(tags=TAGS, attributes=_bleach_keeps, protocols=SCHEMES, filters=[linkify]).clean(html)


def _only_allowed(attributes: dict, new: bool) -> dict | None:
    """A link that nh3 would leave without its address leaves here altogether, and its words stay."""
    address = escape(unescape(attributes.get((None, "href"), "")))
    return attributes if "href" in _last_wall(f'<a href="{address}">') else None


def _bleach_keeps(tag: str, name: str, value: str) -> bool:
    return _keeps(tag, name, unescape(value))


def _keeps(tag: str, name: str, value: str) -> bool:
    if tag == "span":
        return (name, value) == ("class", "tv-at")
    return name in ATTRIBUTES.get(tag, ()) and bool(VALUES[name].fullmatch(value))


def _last_wall(html: str, more: frozenset = frozenset()) -> str:
    return _printable(
        nh3.clean(
            html,
            tags=TAGS | more,
            attributes=ATTRIBUTES | {tag: {"class"} for tag in more},
            attribute_filter=lambda tag, name, value: value if name == "rel" or _keeps(tag, name, value) else None,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener ugc",
        )
    )


def _ask(text: str) -> str | None:
    try:
        child = _free.get(timeout=PATIENCE)
    except queue.Empty:
        return None
    try:
        return child.ask(text)
    except (OSError, EOFError) as why:
        _log.warning("a text of %d characters stays plain: %r", len(text), why)
        return None
    finally:
        _free.put(child)


class _Child:
    """Another process that renders one text at a time; the system kills it when a text has had its BUDGET of CPU.

    It may be asked from threads and from greenlets (all it waits on is a socket), not from gevent's own thread pool.
    """

    process = line = None

    def ask(self, text: str) -> str | None:
        try:
            self._be_there()
            _send(self.line, text)
            return _receive(self.line)
        except BaseException:  # also when the asker is interrupted: the next one must not read this one's answer
            self.hang_up()
            raise

    def _be_there(self):
        alive = self.process and self.process.poll() is None
        if alive and self.line:
            return
        self.hang_up()
        self.line, theirs = socket.socketpair()
        self.line.settimeout(PATIENCE)
        with theirs:
            self.process = subprocess.Popen([sys.executable, "-P", __file__], stdin=theirs)

    def hang_up(self):
        """The process notices and ends by itself, at the latest with its budget."""
        if self.line:
            self.line.close()
        self.line = None


def _send(line: socket.socket, message: str | None):
    frame = json.dumps(message).encode()
    line.sendall(len(frame).to_bytes(4) + frame)


def _receive(line: socket.socket) -> str | None:
    return json.loads(_exactly(line, int.from_bytes(_exactly(line, 4))))


def _exactly(line: socket.socket, count: int) -> bytes:
    got = bytearray()
    while len(got) < count:
        part = line.recv(count - len(got))
        if not part:
            raise EOFError("the other end is gone")
        got += part
    return bytes(got)


def _hire():
    """Also in each forked process: two parents on one line would read each other's answers."""
    global _free
    _free = queue.LifoQueue()
    for _ in range(CHILDREN):
        _free.put(_Child())


_hire()
os.register_at_fork(after_in_child=_hire)


def _serve(line: socket.socket):
    """The child's life, until its parent hangs up."""
    _confine()
    while True:
        try:
            text = _receive(line)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, BUDGET)
        answer = _attempt(text)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(line, answer)


def _confine():
    """SIGPROF kills, as the system has it; the signals that stop a service are left to the parent, whose end is ours."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


if __name__ == "__main__":
    _serve(socket.socket(fileno=0))
