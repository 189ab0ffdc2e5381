"""The pages of membership and of signing in, in each state, with who looks and what is pressed there first."""

from tests.browser.scenes import Scene, open_everything, press
from tests.browser.stage_membership import GUARDED


def sign_in_guarded(page):
    page.fill("[name=email]", GUARDED[0])
    page.fill("[name=password]", GUARDED[1])
    press("main form button[type=submit]")(page)


def miss_the_code(page):
    sign_in_guarded(page)
    page.fill("[name=code]", "000000")
    press("main form button[type=submit]")(page)


def hold_up(page):
    """As a door that asks for a second factor answers: the form comes to it with an empty proof."""
    page.evaluate("""() => {
      const form = document.querySelector("form[action$='/export']");
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'step_up-code' }));
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'step_up-next' }));
    }""")
    press("form[action$='/export'] button")(page)


def check_wrong_rows(page):
    columns = page.locator(".tv-head .tv-quiet").inner_text().split(": ")[1].split(".")[0].split(", ")
    rows = [",".join("?" for _ in columns) for _ in range(3)]
    page.fill("[name=text]", "\n".join([",".join(columns), *rows]))
    press("main form[action$='/check'] button[type=submit]")(page)


send_empty = press("main form[method=post] button[type=submit]")

SIGNING_IN = [
    Scene("sign-in-forgotten", None, "/sign-in/forgotten"),
    Scene("sign-in-forgotten-empty", None, "/sign-in/forgotten", send_empty, 422),
    Scene("sign-in-reset", None, "reset"),
    Scene("sign-in-reset-refused", None, "reset", send_empty, 422),
    Scene("sign-in-reset-over", None, "/sign-in/reset/no-such-link", None, 404),
    Scene("sign-in-factor", None, "/sign-in", sign_in_guarded),
    Scene("sign-in-factor-refused", None, "/sign-in", miss_the_code, 422),
    Scene("invitation", None, "invitation"),
    Scene("invitation-refused", None, "invitation", send_empty, 422),
    Scene("invitation-known", "outsider", "invitation_known"),
    Scene("invitation-over", None, "/invitations/no-such-invitation", None, 404),
    Scene("security", "secretary", "/me/security", open_everything),
    Scene("factor-new", "delegate", "/second-factors/new"),
    Scene("factors-lost", "admin", "/second-factors?email=guarded@example.org"),
    Scene("step-up", "delegate", "/sign-in/step-up"),
    Scene("held-up", "admin", "/sheets/organisations", hold_up, 422),
    Scene("tokens", "delegate", "/me/tokens", open_everything),
    Scene("tokens-none", "auditor", "/me/tokens"),
    Scene("my-data", "delegate", "/me/data", open_everything),
    Scene("my-mandates", "delegate", "/me/data/mandates"),
    Scene("erasure", "delegate", "/me/erasure"),
    Scene("erasure-asked", "technician", "/me/erasure"),
]

BODIES = [
    Scene("organisation-new", "admin", "/organisations/new", send_empty, 422),
    Scene("organisation-edit", "admin", "{organisation}/edit", open_everything),
    Scene("organisation-contacts", "org_admin", "{organisation}/edit", open_everything),
    Scene("organisation-delegates", "org_admin", "{organisation}/delegates", open_everything),
    Scene("organisation-resting", "admin", "resting", open_everything),
    Scene("organisation-people", "org_admin", "{organisation}/people", open_everything),
    Scene("organisation-merged", "admin", "merged", open_everything),
    Scene("organisation-heir", "admin", "heir", open_everything),
    Scene("take-over", "admin", "{heir}/take-over", open_everything),
    *(
        Scene(f"succession-{kind}", "admin", f"{{organisation}}/successions/new?kind={kind}")
        for kind in ("rename", "merger", "split", "detachment")
    ),
]

ZONES = [
    Scene("zone-keeper", "zones_office", "zone", open_everything),
    Scene("zone-past", "delegate", "{zone}?al=2016-06-01"),
    Scene("zones-keeper", "zones_office", "/zones"),
    Scene("zone-membership", "zones_office", "zone_membership", open_everything),
    Scene("leads", "delegate", "/leads"),
    Scene("lead", "zones_office", "lead", open_everything),
    Scene("lead-new", "zones_office", "{zone}/leads/new"),
    Scene("remits", "zones_office", "/remits", open_everything),
    Scene("opinions", "zones_office", "/opinions"),
    Scene("opinion-new", "zones_office", "/opinions/new"),
    Scene("opinion", "zones_office", "opinion", open_everything),
    Scene("opinion-late", "delegate", "opinion_late"),
    Scene("opinion-given", "delegate", "opinion_given"),
    Scene("acts", "secretary", "/acts"),
    Scene("acts-none", "delegate", "/acts?q=xyzzy"),
    Scene("act-new", "secretary", "/acts/new", send_empty, 422),
    Scene("act", "secretary", "act", open_everything),
]

TABLES = [
    Scene("tables-keeper", "admin", "/tables"),
    Scene("table-new", "admin", "/tables/new", send_empty, 422),
    Scene("table-rules", "admin", "{table}/rules", open_everything),
    Scene("table-reader", "outsider", "table"),
    Scene("conference", "admin", "conference", open_everything),
    Scene("roster-draft", "admin", "roster_draft"),
    Scene("roster-whole", "admin", "roster_whole"),
    Scene("roster-activated", "delegate", "roster_activated"),
    Scene("seat-handed-over", "secretary", "handed_over", open_everything),
    Scene("seat-vacant", "admin", "vacant_seat", open_everything),
    Scene("mandate-waiting", "secretary", "waiting", open_everything),
    Scene("mandate-suspended", "secretary", "suspended", open_everything),
    Scene("mandate-ending", "org_admin", "ending", open_everything),
    Scene("mandate-over", "delegate", "over"),
    Scene("workspace-guests", "delegate", "workspace", open_everything),
    Scene("workspace-guest", "guest", "workspace"),
    Scene("guest", "delegate", "guest", open_everything),
    Scene("guest-herself", "guest", "guest"),
    Scene("item-guest", "partner", "item"),
    Scene("item-guests", "secretary", "guests_meeting", open_everything),
]

KEEPING = [
    Scene("sheets", "admin", "/sheets"),
    Scene("sheet-faults", "admin", "/sheets/organisations", check_wrong_rows),
    Scene("sheet", "admin", "/sheets/people"),
    Scene("outbox", "admin", "/outbox"),
    Scene("offices", "admin", "/offices"),
    Scene("offices-read", "auditor", "/offices"),
    Scene("unkept-tables", "admin", "/tables/unkept"),
    Scene("access-log", "auditor", "/access-log"),
    Scene("erasures", "admin", "/erasures"),
    Scene("my-page-admin", "admin", "/me"),
    Scene("refused", "delegate", "/outbox", None, 403),
]

SCENES = SIGNING_IN + BODIES + ZONES + TABLES + KEEPING

EXTREMES = [
    Scene("long-delegates", "admin", "{long_body}/delegates", open_everything),
    Scene("long-people", "admin", "{long_body}/people", open_everything),
    Scene("long-edit", "admin", "{long_body}/edit", open_everything),
    Scene("long-table-rules", "admin", "{long_table}/rules", open_everything),
    Scene("long-seat", "admin", "long_seat", open_everything),
    Scene("long-outbox", "admin", "/outbox?page=3"),
    Scene("long-access-log", "auditor", "/access-log?page=3"),
]
