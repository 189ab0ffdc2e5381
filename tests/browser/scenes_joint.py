"""A talk with all that happens to messages; tasks in their three views; what was missed; coherence with the plan."""

from tests.browser.scenes import Scene, open_everything, press


def open_the_menus(page):
    """The first menu of a message, and its marks."""
    page.locator(".tv-does summary").nth(1).click()


def preview_it(page):
    page.evaluate("document.querySelector('[data-composer]').dataset.native = 'yes'")
    page.fill("[data-composer] textarea", "Una **bozza** da vedere prima")
    page.click("[data-composer] [data-preview]")
    page.locator(".tv-preview").wait_for()


TALK = [
    Scene("talk", "delegate", "talk", open_everything),
    Scene("talk-menu", "delegate", "talk", open_the_menus),
    Scene("talk-quoting", "delegate", "{talk_message}", None),
    Scene("talk-preview", "delegate", "talk", preview_it),
    Scene("talk-read", "guest", "talk"),
    Scene("talk-settled", "delegate", "talk_settled", open_everything),
    Scene("thread-arranged", "delegate", "{talk}/edit", open_everything),
    Scene("message-changed", "delegate", "{talk_message}/edit", open_everything),
    Scene("message-not-moved", "delegate", "{talk_message}/edit", press("form[action$='/move'] button[type=submit]"), 422),
    Scene("message-revisions", "delegate", "{talk_message}/revisions", open_everything),
    Scene("thread-brought", "delegate", "{talk}/proposals", press("main form.tv-form button[type=submit]"), 422),
    Scene("thread-drafted", "delegate", "{talk}/drafts", press("main form.tv-form button[type=submit]"), 422),
    Scene("caught-up", "delegate", "/catch-up"),
    Scene("caught-up-here", "delegate", "{workspace}/catch-up"),
    Scene("caught-up-empty", "auditor", "/catch-up"),
]

TASKS = [
    Scene("tasks-list", "delegate", "{workspace}/tasks"),
    Scene("tasks-board", "delegate", "{workspace}/tasks?view=board"),
    Scene("tasks-calendar", "delegate", "{workspace}/tasks?view=calendar"),
    Scene("tasks-none", "delegate", "{circle}/tasks"),
    Scene("tasks-read", "guest", "{workspace}/tasks"),
    Scene("task", "delegate", "task", open_everything),
    Scene("task-new", "delegate", "{workspace}/tasks/new", press("main form.tv-form button[type=submit]"), 422),
]

COHERENCE = [
    Scene("coherence-tab", "delegate", "{workspace}/coherence", open_everything),
    Scene("coherence-never", "area_lead", "{sub_area}/coherence", open_everything),
    Scene("coherence-matrix", "plan_office", "/plan/coherence", open_everything),
    Scene("coherence-assessed", "plan_office", "assessed", open_everything),
    Scene("coherence-opinion", "plan_office", "coherence_opinion", open_everything),
    Scene("coherence-refused", "plan_office", "coherence_opinion", press("main form button[type=submit]"), 422),
]

SCENES = TALK + TASKS + COHERENCE

EXTREMES = [
    Scene("long-tasks", "delegate", "{long_workspace}/tasks"),
    Scene("long-tasks-board", "delegate", "{long_workspace}/tasks?view=board"),
    Scene("long-tasks-calendar", "delegate", "{long_workspace}/tasks?view=calendar"),
    Scene("long-shelf", "delegate", "{long_workspace}/files", open_everything),
    Scene("long-circles", "delegate", "{long_workspace}/circles", open_everything),
    Scene("long-coherence", "delegate", "{long_workspace}/coherence", open_everything),
    Scene("long-catch-up", "outsider", "{long_workspace}/catch-up"),
    Scene("long-history", "delegate", "{long_workspace}/history", open_everything),
]
