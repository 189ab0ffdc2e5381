"""The Documents of a workspace, by who adds and who reads; one file; a picture of a page; a message with files."""

from tests.browser.scenes import Scene, open_everything, press

SHARE = "form[action$='/files'] button[type=submit]"
WITHDRAW = "form[action$='/withdrawal'] button[type=submit]"


def refuse_no_file(page):
    """Without a file, which only the server refuses."""
    press(SHARE)(page)


def refuse_no_reason(page):
    open_everything(page)
    press(WITHDRAW)(page)


SCENES = [
    Scene("files-shelf", "delegate", "shelf", open_everything),
    Scene("files-shelf-read", "auditor", "shelf"),
    Scene("files-refused", "delegate", "shelf", refuse_no_file, 422),
    Scene("files-folder", "delegate", "shelf_folder", open_everything),
    Scene("files-one", "delegate", "shared_file", open_everything),
    Scene("files-one-refused", "delegate", "shared_file", refuse_no_reason, 422),
    Scene("files-preview", "delegate", "shared_preview", open_everything),
    Scene("files-preview-table", "delegate", "shared_table"),
    Scene("files-withdrawn", "delegate", "shared_withdrawn"),
]
