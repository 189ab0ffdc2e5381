"""The law of the house, read from the syntax trees: imports lean one way, one place commits, every door asks."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
FILES = sorted(path for path in APP.rglob("*.py") if "node_modules" not in path.parts)
ROOMS = ["membership", "documents", "plan", "register", "meetings", "agreements", "workspaces", "positions", "funding",
         "inbox", "home", "public"]  # fmt: skip
# The floor, lowest first; each may import what stands before it.
FLOOR = ["errors", "aside", "rendering", "database", "access_log", "doors", "once", "happenings", "outbox", "letter", "mailbox",
         "postman", "rounds", "forms", "cells", "sheets", "paging", "panels", "words", "limits", "extensions"]  # fmt: skip
# These put the building together and may import everything.
TOP = ["__init__", "cli", "demo", "shell", "errors_shown", "frontend", "static_files"]
ALWAYS_OPEN = {"second_factor.second_factor", "second_factor.give_second_factor", "second_factor.challenge",
               "enrolling.add_authenticator", "enrolling.add_key", "reset.forgotten", "reset.ask_reset",
               "reset.new_password", "reset.set_password", "invitations.invitation", "invitations.accept",
               "answers.answer_link", "answers.answer_by_link", "calendars.calendar",
               "oidc.leave", "oidc.come_back", "sign_in.show_sign_in", "sign_in.sign_in", "sign_in.sign_out",
               "home.choose_language", "home.healthz", "home.readyz", "static"}  # fmt: skip
IN_FUNCTIONS = {"weasyprint", "pycrdt"}


def place_of(path):
    """(`room` or floor name, part): app/meetings/routes/agenda.py is ("meetings", "routes")."""
    parts = list(path.relative_to(APP).with_suffix("").parts)
    return parts[0], parts[1] if len(parts) > 1 else ""


def imports_of(path):
    """[(room, part)] of what a file imports of ours."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "app":
            modules = [node.module] if node.module != "app" else [f"app.{alias.name}" for alias in node.names]
            if node.module.count(".") == 1 and node.module.split(".")[1] in ROOMS:
                modules = [f"{node.module}.{alias.name}" for alias in node.names]
            found += modules
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("app.")]
    return [((parts := [*name.split("."), "", ""])[1], parts[2]) for name in found]


def may_import(room, part, other, other_part):
    """The table of architecture: who may lean on whom."""
    if room in TOP or (room, part) == (other, other_part):
        return True
    if room in FLOOR:
        return other in FLOOR and FLOOR.index(other) < FLOOR.index(room)
    if room == "permissions":
        return other in FLOOR or other == "permissions" or other_part == "models" or other_part in ("verifier",)
    if room == "live":
        return other in (*FLOOR, "permissions", "live") or (other, other_part) == ("documents", "models")
    if other == "live" or other in TOP:
        return False
    return room in ROOMS and room_may_import(room, part, other, other_part)


def room_may_import(room, part, other, other_part):
    earlier = other in ROOMS and ROOMS.index(other) <= ROOMS.index(room)
    if part == "models":
        return other in FLOOR or (earlier and other_part in ("models", "verifier"))
    if part == "queries" and other == "doors":
        return False
    if other in (*FLOOR, "permissions"):
        return True
    return earlier and (room == other or other_part == "models" or (room in ("home", "public") and other_part == "queries"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_one_way(path):
    room, part = place_of(path)
    wrong = [f"{other}.{other_part}" for other, other_part in imports_of(path) if not may_import(room, part, other, other_part)]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_nothing_is_imported_inside_a_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = set()
    for node in [node for function in functions for node in ast.walk(function)]:
        if isinstance(node, ast.Import):
            hidden |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            hidden.add(node.module or "")
    assert hidden <= IN_FUNCTIONS


def test_one_place_commits():
    guilty = [path.name for path in FILES if "session.commit(" in path.read_text(encoding="utf-8")]
    assert guilty == ["database.py"]


def test_one_place_calls_text_safe():
    marks = re.compile(r"\bMarkup\(")
    assert [path.name for path in FILES if marks.search(path.read_text(encoding="utf-8"))] == ["rendering.py"]
    templates = [path.name for path in (ROOT / "templates").rglob("*") if path.is_file() and "|safe" in path.read_text("utf-8")]
    assert not templates


def test_no_file_of_odds_and_ends():
    assert not [path for path in FILES if path.name in ("util.py", "utils.py", "helpers.py", "common.py", "services.py")]


def test_every_file_says_what_it_is_for():
    silent = [
        str(path.relative_to(APP))
        for path in FILES
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_every_door_asks(app):
    """A door that neither finds, requires nor asks what is seen is open to everybody by mistake."""
    asks = re.compile(r"\b(find|require|visible|only_seen|me|seen_\w+)\(|\bseen_\w+\b")
    sources = door_sources()
    silent = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ALWAYS_OPEN or rule.rule.startswith("/public"):
            continue
        if not asks.search(reachable(rule.endpoint, sources)):
            silent.append(rule.endpoint)
    assert not silent


def door_sources():
    """{blueprint: {function: source}} of all routes and queries files."""
    found = {}
    for path in FILES:
        if place_of(path)[1] in ("routes", "queries"):
            text = path.read_text(encoding="utf-8")
            functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
            found[path] = {node.name: ast.get_source_segment(text, node) for node in functions}
    return found


def reachable(endpoint, sources):
    """The source of a door and of the functions of its own room that it calls, three steps deep."""
    blueprint, name = endpoint.split(".")
    mine = next(
        path for path, functions in sources.items() if name in functions and f'Blueprint("{blueprint}"' in path.read_text("utf-8")
    )
    room = {}
    for path, functions in sources.items():
        if place_of(path)[0] == place_of(mine)[0]:
            room |= functions
    text = sources[mine][name]
    for _ in range(3):
        called = {word for word in re.findall(r"\b(\w+)\b", text) if word in room}
        text = "\n".join([text, *(room[word] for word in called)])
    return text
