"""The room of a sitting, for who keeps it and for who follows it; what is projected; the record by itself."""

from tests.browser.scenes import Scene, open_everything, press


def refuse_a_line(page):
    """Without words, which only the server refuses: the scripts would not send it."""
    page.evaluate("document.querySelector('form[data-line]').dataset.native = 'yes'")
    press("form[data-line] button[type=submit]")(page)


SCENES = [
    Scene("room-kept", "secretary", "room", open_everything),
    Scene("room-followed", "delegate", "room"),
    Scene("room-refused", "secretary", "room", refuse_a_line, 422),
    Scene("projected", "secretary", "projector"),
]
