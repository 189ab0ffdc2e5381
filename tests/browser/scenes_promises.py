"""The pages of what was promised: actions, the register of decisions, the promises of a body, reminders."""

from tests.browser.scenes import Scene, open_everything, press


def first_of(selector):
    """The page to which the first of some links leads, with everything open."""

    def go(page):
        page.click(f"{selector} >> nth=0")
        page.wait_for_load_state()
        open_everything(page)

    return go


SCENES = [
    Scene("actions-board", "secretary", "/actions"),
    Scene("actions-none", "outsider", "/actions?q=niente+di+simile"),
    Scene("action-kept", "secretary", "/actions", first_of("#actions a[href^='/actions/']")),
    Scene("action-reported", "delegate", "/", first_of("#actions a[href^='/actions/']")),
    Scene("decisions-asked", "delegate", "/decisions?state=begun&sort=due"),
    Scene("decisions-shares", "delegate", "/decisions/shares"),
    Scene("decision-actions", "delegate", "{decision}/actions"),
    Scene("decision-actions-refused", "delegate", "{decision}/actions", press("#promise form button[type=submit]"), 422),
    Scene("promises", "delegate", "{organisation}/promises"),
    Scene("public-promises", None, "/public{organisation}/promises"),
    Scene("reminders", "delegate", "/me/reminders"),
]
