"""The pages and states that the browser tests look at, each with who looks and what is pressed there first."""

from typing import NamedTuple


class Scene(NamedTuple):
    """`place` is a path or a key of the demo's and the stage's places; `act` brings the open page to its state."""

    name: str
    role: str | None
    place: str
    act: object = None
    status: int = 200


def press(selector):
    """Presses a button and waits for the page that answers."""

    def act(page):
        with page.expect_navigation():
            page.locator(selector).first.click()

    return act


def fail_to_sign_in(page):
    page.fill("[name=email]", "nessuno")
    press("main form button[type=submit]")(page)


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.dataset.menu ?? (each.open = true))")


def open_the_hat(page):
    page.click(".tv-hat summary")


def write_beside_another(page):
    """The page as it stood before the second version was saved."""
    page.fill("textarea[name=source]", "# Verbale\n\nIl mio testo.\n")
    page.evaluate("document.querySelector('#write input[name=version]').value = 1")
    press("#write button[type=submit]")(page)


def refuse_an_output(page):
    page.fill("textarea[name=text]", "Un testo senza il resto.")
    press("#decide .tv-btn--main")(page)


SCENES = [
    Scene("sign-in", None, "/sign-in"),
    Scene("sign-in-refused", None, "/sign-in", fail_to_sign_in, 422),
    Scene("desk", "delegate", "/"),
    Scene("desk-empty", "auditor", "/"),
    Scene("hat", "secretary", "/", open_the_hat),
    Scene("tables", "secretary", "/tables"),
    Scene("table", "secretary", "table", open_everything),
    Scene("table-past", "delegate", "{table}?al=2024-10-01"),
    Scene("table-empty", "delegate", "{table}?al=2018-12-31"),
    Scene("table-bad-date", "delegate", "{table}?al=31-31", None, 422),
    Scene("seat", "org_admin", "seat", open_everything),
    Scene("zones", "delegate", "/zones"),
    Scene("zone", "delegate", "zone"),
    Scene("organisations", "delegate", "/organisations?q=Milano"),
    Scene("organisations-none", "delegate", "/organisations?q=xyzzy"),
    Scene("organisation", "delegate", "organisation"),
    Scene("plan", "delegate", "/plan"),
    Scene("plan-second", "delegate", "/plan?edition=P2"),
    Scene("plan-first", "delegate", "/plan?edition=P1"),
    Scene("objective", "delegate", "objective"),
    Scene("meetings", "secretary", "/meetings"),
    Scene("meetings-empty", "outsider", "/meetings"),
    Scene("meeting-new", "secretary", "{table}/meetings/new"),
    Scene("meeting-planned", "secretary", "planned", open_everything),
    Scene("meeting-convened", "secretary", "next_meeting", open_everything),
    Scene("meeting-open", "secretary", "open_item", open_everything),
    Scene("meeting-followed", "delegate", "open"),
    Scene("meeting-half-made", "secretary", "half_made", open_everything),
    Scene("meeting-not-closed", "secretary", "open", press("form[action$='/closure'] button"), 409),
    Scene("meeting-output-refused", "secretary", "open_item", refuse_an_output, 422),
    Scene("meeting-closed", "secretary", "closed"),
    Scene("meeting-published", "delegate", "meeting"),
    Scene("minutes", "secretary", "minutes"),
    Scene("minutes-conflict", "secretary", "minutes", write_beside_another, 409),
    Scene("minutes-published", "delegate", "{meeting}/minutes"),
    Scene("decisions", "delegate", "/decisions"),
    Scene("decision", "delegate", "decision"),
    Scene("workspace-new", "delegate", "{decision}/workspaces/new", press("main form button[type=submit]"), 422),
    Scene("workspaces", "delegate", "/workspaces"),
    Scene("workspaces-empty", "auditor", "/workspaces"),
    Scene("workspace-lead", "delegate", "workspace", open_everything),
    Scene("workspace-partner", "partner", "thread"),
    Scene("workspace-observer", "outsider", "long_workspace"),
    Scene("my-page", "secretary", "/me", open_everything),
    Scene("register", "delegate", "/register"),
    Scene("entry", "delegate", "/register/1", open_everything),
    Scene("missing", "delegate", "/tables/99999", None, 404),
    Scene("missing-outside", None, "/nothing-here", None, 404),
    Scene("public", None, "/public"),
    Scene("public-meeting", None, "/public{meeting}"),
    Scene("public-decision", None, "/public{decision}", open_everything),
]

EXTREMES = [
    Scene("long-tables", "secretary", "/tables"),
    Scene("long-table", "secretary", "long_table", open_everything),
    Scene("long-organisations", "secretary", "/organisations"),
    Scene("long-organisation", "secretary", "long_body", open_everything),
    Scene("long-meetings", "secretary", "/meetings"),
    Scene("long-meeting", "secretary", "long_meeting", open_everything),
    Scene("long-meeting-item", "secretary", "long_item", open_everything),
    Scene("long-decisions", "secretary", "/decisions"),
    Scene("long-decision", "secretary", "long_decision", open_everything),
    Scene("long-desk", "delegate", "/"),
    Scene("long-workspaces", "delegate", "/workspaces"),
    Scene("long-workspace", "delegate", "long_workspace", open_everything),
    Scene("long-objective", "delegate", "objective"),
    Scene("long-my-page", "delegate", "/me", open_everything),
    Scene("long-public", None, "/public"),
    Scene("long-public-meeting", None, "long_public", open_everything),
    Scene("long-public-decision", None, "long_public_decision", open_everything),
]
