"""The facts of Milan, one CSV a subject; data/SOURCES.md says where they come from and how sure they are."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from app.database import PartialDate, midnight

DATA = Path(__file__).parent / "data"
FILES = (
    "acts",
    "organisations",
    "comuni",
    "municipality_changes",
    "organisation_changes",
    "aliases",
    "shareholdings",
    "zone_omogenee",
    "zone_history",
    "tables",
    "table_members",
    "plan_objectives",
    "eu_urban_agenda",
)


@dataclass
class World:
    """What has been loaded so far, by code; municipalities stand in `bodies` by their ISTAT code too."""

    acts: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    zones: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    objectives: dict = field(default_factory=dict)


def rows(name):
    """The rows of a file, as dictionaries of strings."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_in_all():
    return sum(len(rows(name)) for name in FILES)


def partial(text):
    return PartialDate(text) if text else None


def instant(text):
    """The beginning, in Europe/Rome, of the first day that a partial date may mean."""
    return midnight(PartialDate(text).first_day) if text else None
