"""Whatever people write is shown as they meant it, runs nothing, and is answered in half a second of CPU."""

import functools
import os
import random
import resource
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import rendering
from app.rendering import BUDGET, render, stored
from tests.attacks import BOMBS, SCRIPTS, bomb

RELEASE = bool(os.environ.get("TAVOLO_RELEASE"))
EXAMPLES = 25_000 if RELEASE else 1_700
LONG = "**Verbale** della seduta, con la città metropolitana. " * 20  # too long for the web process itself
ENDLESS = "- - -\n" * 9_000


class Reader(HTMLParser):
    """Reads HTML as a browser would, sharing nothing with the sanitisers, and notes what must not be there."""

    ALLOWED = {
        "a": {"href", "title", "class", "rel"},
        "li": {"id"},
        "sup": {"id"},
        "ol": {"start"},
        "div": {"class"},
        "td": {"align"},
        "th": {"align"},
    }
    ALLOWED |= dict.fromkeys(["p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "ul", "pre", "code", "em", "strong"], set())
    ALLOWED |= dict.fromkeys(["table", "thead", "tbody", "tr"], set())

    def __init__(self):
        super().__init__()
        self.wrong, self.links, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        if tag not in self.ALLOWED:
            self.wrong.append(tag)
        for name, value in attributes:
            if name not in self.ALLOWED.get(tag, ()):
                self.wrong.append((tag, name))
            if name == "href":
                self.links.append(value)
            if name == "href" and not safe(value):
                self.wrong.append(value)
            if name == "id" and not value.startswith("n-"):
                self.wrong.append(value)

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.wrong.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def safe(link):
    scheme, host, path, _, fragment = urlsplit(link)
    strange = any(ord(c) <= 0x20 or c in "\\\u2028\u2029\ufeff" for c in link)
    if scheme in ("http", "https"):
        return not strange and bool(host) and "@" not in host
    if scheme == "mailto" or link.startswith("#n-"):
        return not strange
    return not strange and not scheme and not host and path.startswith("/")


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


SAMPLES = {
    "**grassetto** e *corsivo* e `codice`": "<p><strong>grassetto</strong> e <em>corsivo</em> e <code>codice</code></p>",
    "una riga\nun'altra": "<p>una riga<br>\nun'altra</p>",
    "- a\n- b\n\n1. c": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>",
    "3. terzo": '<ol start="3">\n<li>terzo</li>\n</ol>',
    "> citato": "<blockquote>\n<p>citato</p>\n</blockquote>",
    "~~~\nhttp://a.it <b>\n~~~": "<pre><code>http://a.it &lt;b&gt;\n</code></pre>",
    "vedi verbale.md e città.it e a@b.it": "<p>vedi verbale.md e città.it e a@b.it</p>",
    "perché 👩‍⚖️ è così": "<p>perché 👩‍⚖️ è così</p>",
    "a\x00b\x02c\ud800d\r\ne": "<p>a\ufffdb\ufffdc\ufffdd<br>\ne</p>",
    "&amp;lt; &#a; [&amp;#60;](/x)": '<p>&amp;lt; &amp;#a; <a href="/x" rel="nofollow noopener ugc">&amp;#60;</a></p>',
    "3 < 4 &amp; &#1;": "<p>3 &lt; 4 &amp; \ufffd</p>",
    "<em>a</em>\n\n<div>**b**</div>": "<p>&lt;em&gt;a&lt;/em&gt;</p>\n<p>&lt;div&gt;<strong>b</strong>&lt;/div&gt;</p>",
    "![foto](/foto.png)": "<p>![foto](/foto.png)</p>",
    "": "",
}


@pytest.mark.parametrize("source", SAMPLES)
def test_markdown_becomes_html(source):
    assert render(source) == (SAMPLES[source], rendering.VERSION, False)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("[x](https://a.it/b?c=1&d=2)", "https://a.it/b?c=1&d=2"),
        ('[x](/meetings/4 "Seduta")', "/meetings/4"),
        ("<https://a.it>", "https://a.it"),
        ("<a@b.it>", "mailto:a@b.it"),
        ("(vedi https://a.it/b).", "https://a.it/b"),
        ("https://a.it/b_(c) poi", "https://a.it/b_(c)"),
        ("https://a.it/b?c=1&d=2, poi", "https://a.it/b?c=1&d=2"),
        ("«HTTP://città.it/è»", "HTTP://città.it/è"),
    ],
)
def test_links_with_a_scheme_and_pages_of_ours_are_links(source, link):
    html = render(source).html
    assert read(html).links == [link]
    assert 'rel="nofollow noopener ugc"' in html


def test_a_link_that_is_refused_leaves_its_words():
    assert render("[parole](javascript:1) http://a:b@c.it").html == "<p>parole http://a:b@c.it</p>"


def test_the_highest_heading_stands_below_those_of_the_page():
    assert render("## Uno\n\n#### Due\n\n## Tre").html == "<h3>Uno</h3>\n<h4>Due</h4>\n<h3>Tre</h3>"
    every = "\n\n".join("#" * n + " x" for n in range(1, 7))
    assert [line[:4] for line in render(every).html.split("\n")] == ["<h3>", "<h4>", "<h5>", "<h6>", "<h6>", "<h6>"]


def test_columns_are_aligned_without_style():
    html = render("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|").html
    assert "style" not in html
    assert [f'<td align="{side}">' in html for side in ("left", "center", "right")] == [True] * 3


def test_footnotes_of_two_texts_do_not_meet_on_a_page():
    first, second = (read(render(f"{word}[^n] ancora[^n] #fn:n\n\n[^n]: nota").html) for word in ("uno", "due"))
    assert len(first.links) == 4 and not first.wrong
    assert not set(first.links) & set(second.links)


def test_footnotes_lead_there_and_back():
    html = render("uno[^a]\n\n[^a]: nota").html
    there, back = (link[1:] for link in read(html).links)
    assert f'<sup id="{back}">' in html and f'<li id="{there}">' in html


def test_what_is_stored_is_shown_as_it_is():
    assert stored("<p>x</p>").__html__() == "<p>x</p>"
    assert stored(None) == ""
    assert stored(render("|a|\n|-|\n|b|").html).startswith('<table tabindex="0">')


@pytest.mark.parametrize("attack", SCRIPTS)
def test_an_attack_runs_nothing(attack):
    raw = rendering._printable(attack)
    once = rendering._clean(raw)
    for html in (render(attack).html, once, rendering._clean(once), rendering._last_wall(raw)):
        assert not read(html).wrong


@pytest.mark.parametrize("attack", SCRIPTS)
def test_an_attack_that_is_given_up_runs_nothing_either(attack):
    html = rendering._plain(rendering._printable(attack))
    reader = read(html)
    assert not reader.wrong and not reader.links
    assert reader.text.strip() == rendering._printable(attack).replace("\n", "").strip()


def test_both_sanitisers_have_one_policy():
    for tag in rendering.TAGS - {"a"}:
        assert rendering._last_wall(f"<{tag}>") == rendering._clean(f"<{tag}>")
    offered = '<{0} class="plain" id="n-12345678-1" start="2" align="left" title="t" href="/x" onclick="x" style="x">x</{0}>'
    for tag in rendering.ATTRIBUTES:
        assert rendering._last_wall(offered.format(tag)) == rendering._clean(offered.format(tag))


def pieces(*them):
    return st.lists(st.sampled_from(them), max_size=25).map("".join)


MARKDOWN = pieces(
    *[
        "[",
        "]",
        "(",
        ")",
        "![",
        "](/",
        "](javascript:",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        ">",
        "- ",
        "+ ",
        "1. ",
        "# ",
        "=",
        "|",
    ],
    *[
        "|-",
        ":",
        "[^1]",
        "[^1]:",
        "<",
        ">",
        "<b",
        "<!--",
        "&",
        "&#1;",
        "&lt;",
        "\\",
        "http://",
        "a.it",
        "\n",
        "\n\n",
        "    ",
        "  \n",
    ],
    *["è", "👩‍⚖️", "\u00a0", "\x02", "\ud800", "a", " ", '"', "'", "/", "@", "."],
)
TAG_SOUP = pieces(
    *[
        "<a href='",
        '<a href="',
        "'>",
        '">',
        "<p>",
        "</p>",
        "<svg>",
        "<math>",
        "<style>",
        "</style>",
        "<table>",
        "<td>",
        "<script>",
    ],
    *["</", "<!--", "-->", "]]>", "&#x3c;", "&", "javascript:1", "//a", "/", "title=", "onclick=x", "http://a.it", "<li id=x>"],
    *["<pre>\n", "\x00", "\u2028", "x", "'", '"', " "],
)


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.text(st.characters(), max_size=200) | MARKDOWN)
def test_any_text_is_rendered_safely_and_once_for_all(source):
    html = rendering._attempt(rendering._printable(source))
    assert html is not None and not read(html).wrong
    assert rendering._last_wall(html) == html
    again = read(rendering._clean(html))  # only words of a refused link may become a link of their own
    assert not again.wrong and again.text == read(html).text


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(TAG_SOUP)
def test_any_html_is_made_safe_and_stays_so(html):
    cleaned = rendering._clean(html)
    assert not read(cleaned).wrong
    assert not read(rendering._last_wall(html)).wrong
    assert not read(rendering._clean(cleaned)).wrong


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.text(st.characters(), max_size=200) | MARKDOWN)
def test_any_text_given_up_keeps_its_characters(source):
    text = rendering._printable(source)
    html = rendering._plain(text)
    assert not read(html).wrong
    assert read(html).text.replace("\n", "") == text.replace("\n", "")
    assert rendering._last_wall(html) == html


# What takes too long


def child():
    return rendering._free.queue[-1]


@pytest.fixture
def warm():
    """A child that is running, idle, and has spent its start."""
    assert not render(LONG).plain
    return child()


def spent(process):
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of_the_dead():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cost(source, warm):
    """CPU of this process and of the child, which may not survive."""
    process, dead, own = warm.process, of_the_dead(), time.process_time()
    before = spent(process)
    rendered = render(source)
    own = time.process_time() - own
    if child().line:
        return rendered, own + spent(process) - before
    process.wait(5)
    return rendered, own + of_the_dead() - dead - before


# Another tenth in every run, and the same one in each process of a run.
CHANCE = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID"))


def sized():
    """1,000 characters always; of the larger ones a fresh tenth each run, all of them for a release."""
    larger = [(family, size) for family in BOMBS for size in (10_000, 64_000)]
    return [(family, 1_000) for family in BOMBS] + (larger if RELEASE else CHANCE.sample(larger, len(larger) // 10))


@pytest.mark.parametrize(("family", "size"), sized())
def test_a_bomb_costs_half_a_second_at_most(family, size, warm):
    rendered, seconds = cost(bomb(family, size), warm)
    assert seconds < BUDGET + 0.15
    assert rendered.html.startswith('<div class="plain">') or not rendered.plain


@pytest.mark.parametrize("family", BOMBS)
def test_what_the_web_process_renders_itself_is_cheap_however_written(family):
    text = next(text for text in (bomb(family, size) for size in range(500, 0, -20)) if rendering.harmless(text))
    assert min(own_cost(text) for _ in range(3)) < 0.1


def own_cost(text):
    """Seconds of CPU; the least of several is the text's own, since other threads of the tests are counted too."""
    start = time.process_time()
    rendering._attempt(text)
    return time.process_time() - start


def test_a_message_and_long_minutes_are_rich_text(warm):
    assert [render(LONG * n).plain for n in (1, 5, 15)] == [False] * 3


def test_a_long_text_loses_only_the_links_nobody_marked():
    long = LONG * 90 + "\n\nhttps://a.it [b](https://b.it) [c](javascript:1) <script>\n"
    html = rendering._attempt(long)
    assert len(html) > rendering.BLEACHED
    assert read(html).links == ["https://b.it"] and not read(html).wrong


def test_what_is_given_up_is_shown_as_typed_in_its_paragraphs():
    rendered = render("[" * 200 + "\n<b>due</b>\n\n\ntre &amp; quattro\n")
    assert rendered.plain
    assert rendered.html.endswith("[<br>&lt;b&gt;due&lt;/b&gt;</p><p>tre &amp;amp; quattro</p></div>")


def test_a_text_beyond_the_limit_stays_plain():
    assert render("a" * (rendering.LONGEST + 1)).plain


def test_only_brackets_that_run_away_are_refused_at_sight():
    assert [rendering._runaway(text * 200) for text in ("[", "![", "[a](", "[a](b) ", "[ ] ")] == [True] * 3 + [False] * 2


def test_only_what_is_short_and_quiet_is_rendered_by_the_web_process():
    quiet = "Va bene, ci vediamo martedì alle 15: porto la **bozza**."
    assert [rendering.harmless(text) for text in (quiet, quiet * 10, "**" * 21)] == [True, False, False]


@pytest.mark.parametrize("source", ["> " * 100 + "a", "1. " * 3_333, ">" * 10_000, "+ " * 5_000])
def test_too_deep_a_text_stays_plain(source):
    assert render(source).plain


def test_the_system_kills_the_child_that_spends_its_budget_and_the_next_text_finds_another(warm):
    killed = warm.process
    rendered, seconds = cost(ENDLESS, warm)
    assert rendered.plain and BUDGET - 0.1 < seconds < BUDGET + 0.15
    assert killed.returncode == -signal.SIGPROF
    assert "<strong>Verbale</strong>" in render(LONG).html
    assert child().process.pid != killed.pid


def test_a_child_that_died_idle_costs_nobody_a_text(warm):
    warm.process.kill()
    warm.process.wait(5)
    assert not render(LONG).plain


def test_one_child_serves_many_texts(warm):
    before = warm.process.pid
    assert not any(render(f"{n} {LONG}").plain for n in range(20))
    assert child().process.pid == before


def test_texts_stay_plain_where_no_child_can_start(monkeypatch, caplog):
    monkeypatch.setattr(rendering, "_free", fresh())
    monkeypatch.setattr(subprocess, "Popen", no_more_processes)
    assert render(LONG).plain
    assert "stays plain" in caplog.text


def test_texts_stay_plain_when_every_child_is_taken_for_long(monkeypatch):
    monkeypatch.setattr(rendering, "PATIENCE", 0.01)
    taken = [rendering._free.get(), rendering._free.get()]
    try:
        assert render(LONG).plain
    finally:
        for one in reversed(taken):
            rendering._free.put(one)


def test_who_is_interrupted_leaves_no_answer_for_the_next(warm, monkeypatch):
    with monkeypatch.context() as interrupting:
        interrupting.setattr(rendering, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            render(f"uno {LONG}")
    assert "due" in render(f"due {LONG}").html


def fresh():
    free = type(rendering._free)()
    free.put(rendering._Child())
    return free


def no_more_processes(*_, **__):
    raise OSError("no more processes")


def interrupted(line):
    raise KeyboardInterrupt


def test_many_threads_get_each_their_own_text():
    wrong, processes = [], set()

    def ask(name):
        for n in range(10):
            text = f"{name}-{n} {LONG}"
            if not render(text).html.startswith(f"<p>{name}-{n} <strong>"):
                wrong.append(text)
        processes.update(one.process.pid for one in list(rendering._free.queue) if one.process)

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and 1 <= len(processes) <= rendering.CHILDREN


def test_a_forked_process_asks_children_of_its_own(warm):
    pid = os.fork()
    name = "parent" if pid else "forked"
    own = all(render(f"{name} {n} {LONG}").html.startswith(f"<p>{name} {n} <strong>") for n in range(20))
    if not pid:
        os._exit(0 if own and child().process.pid != warm.process.pid else 1)
    assert own and os.waitpid(pid, 0)[1] == 0


GREENLETS = """
from gevent import monkey; monkey.patch_all()
import importlib.util, sys, time
import gevent
spec = importlib.util.spec_from_file_location("rendering", sys.argv[1])
rendering = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rendering)
turns = 0
def others():
    global turns
    while True:
        gevent.sleep(0.005)
        turns += 1
gevent.spawn(others)
bombs = [gevent.spawn(rendering.render, "- - -\\n" * 9000) for _ in range(2)]
texts = [gevent.spawn(rendering.render, f"**{n}** " * 300) for n in range(10)]
gone = gevent.spawn(rendering.render, "- - -\\n" * 9000)
gevent.sleep(0.2)
gone.kill()
gevent.joinall(bombs + texts)
assert all(bomb.value.plain for bomb in bombs)
assert all(text.value.html.startswith(f"<p><strong>{n}</strong>") for n, text in enumerate(texts))
print(turns)
"""


def test_greenlets_wait_without_keeping_the_others_waiting():
    done = subprocess.run([sys.executable, "-c", GREENLETS, rendering.__file__], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


# The child, as far as it can be watched from within


@pytest.fixture
def limits(monkeypatch):
    """The limits that a child takes on, noted and not taken on by the tests."""
    noted = []
    for module, name in ((resource, "setrlimit"), (signal, "signal"), (signal, "setitimer")):
        monkeypatch.setattr(module, name, functools.partial(lambda *what: noted.append(what), name))
    return noted


def test_the_child_confines_itself_serves_and_ends_with_its_parent(limits, monkeypatch):
    ours, theirs = socket.socketpair()
    rendering._send(ours, "**a**")
    rendering._send(ours, "1. " * 3_333)
    ours.shutdown(socket.SHUT_WR)
    monkeypatch.setattr(socket, "socket", lambda fileno: theirs)
    runpy.run_path(rendering.__file__, run_name="__main__")
    assert [rendering._receive(ours), rendering._receive(ours)] == ["<p><strong>a</strong></p>", None]
    assert limits == [
        ("setrlimit", resource.RLIMIT_AS, (rendering.MEMORY, rendering.MEMORY)),
        ("signal", signal.SIGPROF, signal.SIG_DFL),
        ("signal", signal.SIGINT, signal.SIG_IGN),
        ("signal", signal.SIGTERM, signal.SIG_IGN),
        *[("setitimer", signal.ITIMER_PROF, BUDGET), ("setitimer", signal.ITIMER_PROF, 0)] * 2,
    ]
    ours.close()
    theirs.close()


def test_the_child_is_gone_when_its_parent_hangs_up(warm):
    process = warm.process
    warm.hang_up()
    assert process.wait(5) == 0
