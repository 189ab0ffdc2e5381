"""Polls as they are put, answered, counted and refused, by who keeps the sitting and who votes."""

from tests.browser.scenes import Scene, open_everything, press


def reserve_without_reason(page):
    page.fill("form[action$='/ballots'] textarea", "")
    press("form[action$='/ballots'] button[type=submit]")(page)


def put_nothing(page):
    open_everything(page)
    press("form[action$='/polls'] button[name=now]")(page)


SCENES = [
    Scene("poll-kept", "secretary", "poll_open", open_everything),
    Scene("poll-refused", "secretary", "poll_open", put_nothing, 422),
    Scene("poll-answered", "delegate", "poll_open"),
    Scene("poll-answer-refused", "delegate", "poll_open", reserve_without_reason, 422),
    Scene("poll-secret", "delegate", "poll_secret"),
    Scene("poll-counted", "secretary", "poll_counted", open_everything),
    Scene("poll-alone", "delegate", "poll"),
    Scene("poll-weights", "admin", "weights"),
]
