"""Loads Milan's world into an empty archive, in one transaction."""

from itertools import chain

import click
from sqlalchemy import select

from app.database import commit, db, writing
from app.demo.bodies import (
    load_acts,
    load_aliases,
    load_changes,
    load_municipalities,
    load_organisation_changes,
    load_organisations,
    load_shareholdings,
)
from app.demo.endings import tell_of_endings
from app.demo.facts import World, rows_in_all
from app.demo.joint_work import tell_of_joint_work
from app.demo.mandates import tell_of_mandates
from app.demo.outputs import tell_of_amendment
from app.demo.people import load_invitations, load_mandates, load_people
from app.demo.plan import load_plan, load_themes
from app.demo.story import tell_of_sittings
from app.demo.sub_areas import tell_of_sub_areas
from app.demo.tables import load_seats, load_tables
from app.demo.zones import ask_opinions, load_memberships, load_zones, name_leads
from app.happenings import open_log_book
from app.membership.models import Organisation

LABEL = "Carico il mondo di Milano / Loading Milan"


def load_world_once():
    """Load the world unless the archive already holds any body; all of it or nothing."""
    if db.session.scalar(select(Organisation.id).limit(1)):
        return
    writing()
    with click.progressbar(load(World()), length=rows_in_all(), label=LABEL) as steps:
        for _ in steps:
            pass
    commit()


def load(world):
    """Yields once a row of the facts; the people and the example come in between and at the end."""
    open_log_book()
    yield from chain(load_acts(world), load_organisations(world), load_municipalities(world), load_changes(world))
    yield from chain(load_organisation_changes(world), load_aliases(world), load_shareholdings(world))
    yield from chain(load_zones(world), load_memberships(world), load_plan(world), load_themes(world))
    load_people(world)
    yield from chain(load_tables(world), load_seats(world))
    load_mandates(world)
    load_invitations(world)
    name_leads(world)
    ask_opinions(world)
    first = tell_of_sittings(world)
    tell_of_amendment(world, first)
    tell_of_joint_work(world, first)
    tell_of_sub_areas(world)
    tell_of_endings(world)
    tell_of_mandates(world)
