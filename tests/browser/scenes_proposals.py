"""Proposals of a table, by who makes one and by who keeps the table."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("proposals", "delegate", "{table}/proposals", open_everything),
    Scene("proposals-refused", "delegate", "{table}/proposals", press("main form.tv-form button[type=submit]"), 422),
    Scene("proposals-kept", "secretary", "{table}/proposals", open_everything),
]
