"""Milan's demo world: its facts, a cast of people by role, and an example of their work."""

from app.demo.card import introduce, people_on_the_card
from app.demo.world import load_world_once

__all__ = ["init_app", "introduce", "load_world_once"]


def init_app(app):
    """Where the demo is served, the sign-in page says who can sign in."""
    if app.config["DEMO"]:
        app.config["DEMO_PEOPLE"] = people_on_the_card(app.config)
