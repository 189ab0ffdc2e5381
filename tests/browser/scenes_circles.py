"""Circles of a workspace: those one knows of, the form that opens one, and a circle from inside."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("circles", "delegate", "{workspace}/circles", open_everything),
    Scene("circles-refused", "delegate", "{workspace}/circles", press("main form.tv-form button[type=submit]"), 422),
    Scene("circles-outside", "partner", "{workspace}/circles"),
    Scene("circle", "delegate", "circle", open_everything),
]
