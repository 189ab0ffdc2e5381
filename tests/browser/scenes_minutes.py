"""Minutes in view, contested, answered, compared and rectified."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("minutes-contested", "secretary", "contested_minutes", open_everything),
    Scene("minutes-to-contest", "delegate", "contested_minutes", open_everything),
    Scene("minutes-compared", "delegate", "compared_minutes"),
    Scene("contestation", "secretary", "contestation"),
    Scene("contestation-refused", "secretary", "contestation", press("form[action$='/refusal'] button"), 422),
    Scene("contestation-waits", "delegate", "contestation"),
    Scene("contestation-upheld", "delegate", "contestation_upheld"),
    Scene("minutes-rectified", "secretary", "rectified_minutes", open_everything),
    Scene("public-rectified", None, "rectified_public"),
]
