"""The way down: a later room shows its own things on an earlier room's page, which knows nothing of it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """`gather(thing)` gives the rows the reader may see; `as_json(row)` says one of them to programs."""

    name: str
    template: str
    gather: Callable
    as_json: Callable


_panels = defaultdict(list)
# What a person's calendar holds beside her meetings: f(person, at) gives (kind, id, day, title, path) of each day.
more_in_calendar = []


def shows_on(noun, name, template, gather, as_json):
    """Register a panel on the page of a noun (`table`, `objective`, `organisation`, `decision`, `person` for my own)."""
    _panels[noun] = [each for each in _panels[noun] if each.name != name] + [Panel(name, template, gather, as_json)]


def panels_of(noun, thing):
    """[(panel, rows)] for the page of a thing, in the order of the rooms."""
    return [(panel, panel.gather(thing)) for panel in _panels[noun]]


def panels_json(panels):
    """The same panels for programs: {name: [row, …]}."""
    return {panel.name: [panel.as_json(row) for row in rows] for panel, rows in panels}
