"""The settings of mail: what is refused at start says why in one sentence."""

import pytest

from config import BadSetting, from_environment

SOUND = {"TAVOLO_MAIL_URL": "smtp://u:p%40ss@mail.example.org:587?starttls=on", "TAVOLO_MAIL_FROM": "Tavolo <tavolo@example.org>"}
SOUND |= {"TAVOLO_BASE_URL": "https://tavolo.example.org"}


def read(tmp_path, **changed):
    return from_environment({"TAVOLO_INSTANCE": str(tmp_path), **SOUND, **changed})


def test_sound_settings_are_taken(tmp_path):
    settings = read(tmp_path)
    assert settings["MAIL_FROM"] == ("Tavolo", "tavolo@example.org")
    assert read(tmp_path, TAVOLO_MAIL_URL="smtps://mail.example.org")["MAIL_URL"] == "smtps://mail.example.org"
    assert read(tmp_path, TAVOLO_MAIL_URL="", TAVOLO_MAIL_FROM="")["MAIL_URL"] == ""
    for mailbox in ("imaps://u:p%40ss@mail.example.org:9993/INBOX", "maildir:/var/mail/tavolo", ""):
        assert read(tmp_path, TAVOLO_MAILBOX_URL=mailbox)["MAILBOX_URL"] == mailbox


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAVOLO_MAIL_URL", "http://mail.example.org"),
        ("TAVOLO_MAIL_URL", "smtp://"),
        ("TAVOLO_MAIL_URL", "smtp://mail.example.org:post"),
        ("TAVOLO_MAIL_URL", "smtp://mail.example.org:0"),
        ("TAVOLO_MAIL_URL", "smtp://mail.example.org/folder"),
        ("TAVOLO_MAIL_URL", "smtp://mail.example.org?starttls=perhaps"),
        ("TAVOLO_MAIL_URL", "smtps://mail.example.org?starttls=on"),
        ("TAVOLO_MAIL_FROM", ""),
        ("TAVOLO_MAIL_FROM", "nobody"),
        ("TAVOLO_MAIL_FROM", "a@example.org, b@example.org"),
        ("TAVOLO_MAIL_FROM", "Tavolo\r\nBcc: b@example.org <a@example.org>"),
        ("TAVOLO_MAIL_FROM", "=?utf-8?q?a=0Ab?= <a@example.org>"),
        ("TAVOLO_BASE_URL", ""),
        ("TAVOLO_MAILBOX_URL", "imap://u:p%40ss@mail.example.org"),
        ("TAVOLO_MAILBOX_URL", "imaps://mail.example.org"),
        ("TAVOLO_MAILBOX_URL", "imaps://u:p%40ss@mail.example.org:post"),
        ("TAVOLO_MAILBOX_URL", "maildir:not/absolute"),
        ("TAVOLO_MAILBOX_URL", "/var/mail"),
    ],
)
def test_a_bad_setting_is_refused_in_one_sentence(tmp_path, name, value):
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, **{name: value})
    assert name in str(refused.value.message) and "\n" not in refused.value.message
    assert "p%40ss" not in refused.value.message
