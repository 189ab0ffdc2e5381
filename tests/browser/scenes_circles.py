"""Circles of a workspace: those one knows of, the form that opens one, and a circle from inside."""

from tests.browser.scenes import Scene, open_everything, press


def refuse_a_circle(page):
    open_everything(page)
    press("form[action$='/circles'] button[type=submit]")(page)


SCENES = [
    Scene("circles", "delegate", "{workspace}/circles", open_everything),
    Scene("circles-refused", "delegate", "{workspace}/circles", refuse_a_circle, 422),
    Scene("circles-outside", "partner", "{workspace}/circles"),
    Scene("circle", "delegate", "circle", open_everything),
]
