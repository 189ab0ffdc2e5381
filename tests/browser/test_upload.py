"""A paper is sent with its bytes in sight, can be stopped on its way, and is dropped onto its field."""

import pytest

from tests.browser.scenes import open_everything

pytestmark = pytest.mark.browser

FORM = "form[action$='/papers']"
DROP = """([selector, name]) => {
  const data = new DataTransfer();
  data.items.add(new File(["Un testo lasciato cadere."], name, { type: "text/plain" }));
  const form = document.querySelector(selector);
  const told = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, told));
}"""


@pytest.fixture
def page(staged, browse):
    browser = browse("secretary", "it")
    page = browser.new_page()
    page.goto(staged["places"]["papers_item"])
    open_everything(page)
    yield page
    browser.close()


def chosen(page, name, content):
    page.set_input_files(f"{FORM} input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})


def test_a_paper_that_arrived_stands_in_the_list(page):
    chosen(page, "nota.txt", b"Una nota.")
    page.fill(f"{FORM} [name=title]", "Nota con i byte in vista")
    with page.expect_navigation():
        page.click(f"{FORM} button[type=submit]")
    page.wait_for_selector("#papers-list :text('Nota con i byte in vista')")


def test_what_is_on_its_way_is_stopped_and_the_file_stays_chosen(page):
    held = []
    page.route("**/papers", lambda route: held.append(route))  # never answered: it stays on its way
    chosen(page, "grande.txt", b"Parola " * 100_000)
    page.click(f"{FORM} button[type=submit]")
    page.wait_for_selector(f"{FORM} progress")
    page.click(f"{FORM} [data-progress] button")
    page.wait_for_selector(f"{FORM} [data-upload-end][role=alert]")
    assert page.eval_on_selector(f"{FORM} input[type=file]", "field => field.files.length") == 1
    assert page.query_selector(f"{FORM} progress") is None


def test_a_refusal_is_said_beside_the_field_without_leaving_the_page(page):
    chosen(page, "programma.exe", b"MZ\x90\x00")
    page.fill(f"{FORM} [name=title]", "Resta scritto")
    page.click(f"{FORM} button[type=submit]")
    assert "PDF" in page.inner_text(f"{FORM} [data-upload-end]")
    assert page.input_value(f"{FORM} [name=title]") == "Resta scritto"


def test_a_file_is_dropped_onto_its_field(page):
    page.evaluate(DROP, [FORM, "caduto.txt"])
    assert page.eval_on_selector(f"{FORM} input[type=file]", "field => field.files[0].name") == "caduto.txt"
