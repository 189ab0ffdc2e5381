"""Joint work over zones: the list narrowed, an idea opened and sent, how it was on a day, the page of a zone."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("workspaces-narrowed", "area_lead", "/workspaces?state=waiting&kind=sub_area"),
    Scene("workspaces-none-like-this", "area_lead", "/workspaces?state=closed"),
    Scene("idea-new", "delegate", "/workspaces/new"),
    Scene("idea-refused", "delegate", "/workspaces/new", press("main form.tv-form button[type=submit]"), 422),
    Scene("sub-area-waiting", "area_lead", "sub_area", open_everything),
    Scene("sub-area-then", "area_lead", "{sub_area}?al=2026-10-01"),
    Scene("zone-with-work", "zones_office", "zone"),
]
