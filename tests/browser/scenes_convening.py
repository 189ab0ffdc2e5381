"""The convocation before and after it, the link of the mail, the secretariat's clock and the deadlines of a table."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("convocation-draft", "secretary", "{planned}/convocation", open_everything),
    Scene("convocation", "secretary", "{called}/convocation", open_everything),
    Scene("convocation-refused", "secretary", "{called}/convocation", press("form[action$='/cancellation'] button"), 422),
    Scene("called-off", "secretary", "{called_off}/convocation"),
    Scene("called-off-read", "delegate", "called_off"),
    Scene("meeting-called", "delegate", "called", open_everything),
    Scene("answer-link", None, "answer_link"),
    Scene("answer-given", None, "answer_link", press("button[value=yes]")),
    Scene("clock", "secretary", "{called}/clock"),
    Scene("timetable", "secretary", "{table}/timetable"),
]
