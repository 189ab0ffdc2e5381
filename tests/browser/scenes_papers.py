"""Papers and confidential items, by who keeps them, who reads them and who is told the neutral title."""

from tests.browser.scenes import Scene, open_everything, press

ADD = "form[action$='/papers'] button[type=submit]"
SEAL = "form[action$='/confidentiality'] button[type=submit]"


def refuse_a_paper(page):
    """Without a file, which only the server refuses."""
    open_everything(page)
    press(ADD)(page)


def refuse_a_seal(page):
    open_everything(page)
    press(SEAL)(page)


SCENES = [
    Scene("papers-kept", "secretary", "papers_item", open_everything),
    Scene("papers-refused", "secretary", "papers_item", refuse_a_paper, 422),
    Scene("papers-read", "delegate", "papers_item", open_everything),
    Scene("confidential-kept", "secretary", "sealed_item", open_everything),
    Scene("confidential-refused", "secretary", "papers_item", refuse_a_seal, 422),
    Scene("confidential-read", "delegate", "sealed_item"),
    Scene("confidential-neutral", "technician", "sealed_on_agenda"),
]
