"""A sitting with people in it: the roll call, the floor, the conflicts; a parity table; who took part."""

from tests.browser.scenes import Scene, open_everything, press


def refuse_a_conflict(page):
    """Without a kind, which only the server refuses."""
    open_everything(page)
    press("form[action$='/conflicts'] button[type=submit]")(page)


SCENES = [
    Scene("attended-kept", "secretary", "attended", open_everything),
    Scene("attended-followed", "delegate", "attended", open_everything),
    Scene("conflict-refused", "secretary", "attended", refuse_a_conflict, 422),
    Scene("parity-sits", "secretary", "parity_sits", open_everything),
    Scene("participation", None, "/public/participation"),
]
