"""Executive outputs: rows of resources, links to older decisions, answers, a sitting opened again."""

from tests.browser.scenes import Scene, open_everything, press


def add_a_row(page):
    before = page.locator("#decision-means [data-row]").count()
    page.click("#decision-means [data-add-row]")
    assert page.locator("#decision-means [data-row]").count() == before + 1
    assert page.locator(f"[name=means-{before}-year]").input_value() == ""


def refuse_a_row(page):
    page.fill("[name=means-0-amount]", "tanti")
    press("#decide .tv-btn--main")(page)


def refuse_a_passage(page):
    page.check("[name=kind][value=amends]")
    page.fill("[name=passages-0-before]", "parole che non ci sono")
    press("#write form[method=post] .tv-btn--main")(page)


SCENES = [
    Scene("output-rows", "secretary", "linked_item", add_a_row),
    Scene("output-row-refused", "secretary", "linked_item", refuse_a_row, 422),
    Scene("links", "secretary", "links"),
    Scene("links-target", "secretary", "links_target"),
    Scene("links-refused", "secretary", "links_target", refuse_a_passage, 422),
    Scene("decision-objected", "secretary", "objected", open_everything),
    Scene("decision-answered-by", "delegate", "objected", open_everything),
    Scene("means", "secretary", "means", open_everything),
    Scene("means-refused", "secretary", "means", press("#move form .tv-btn--main"), 422),
    Scene("meeting-reopened", "secretary", "reopened", open_everything),
]
