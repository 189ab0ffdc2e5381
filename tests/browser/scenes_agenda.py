"""The pages of agendas in the making: the backlog of a table, its series, a meeting of one."""

from tests.browser.scenes import Scene, open_everything, press


def first_of(selector):
    """The page to which the first of some links leads, with everything open."""

    def go(page):
        page.click(f"{selector} >> nth=0")
        page.wait_for_load_state()
        open_everything(page)

    return go


SCENES = [
    Scene("backlog", "secretary", "{table}/backlog"),
    Scene("backlog-empty-form", "secretary", "{table}/backlog", press("main form.tv-form button[type=submit]"), 422),
    Scene("backlog-item", "secretary", "{table}/backlog", first_of("main a[href^='/backlog/']")),
    Scene("series-of-table", "secretary", "{table}/series"),
    Scene("series-new-refused", "secretary", "{table}/series", press("main form.tv-form button[type=submit]"), 422),
    Scene("series", "secretary", "{table}/series", first_of("main a[href^='/series/']")),
    Scene("series-meeting", "secretary", "/series/1", first_of("#coming a[href^='/meetings/']")),
]
