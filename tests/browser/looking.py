"""What is wrong with an open page: what axe finds, what sticks out of it, what its browser complains of."""

from tests.services import ROOT

AXE = ROOT / "app" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
NARROW, WIDE = 320, 1280
OVERFLOW = """() => {
  const { clientWidth: room, scrollWidth } = document.documentElement;
  const wide = (each) => each.getBoundingClientRect().right > room + 1;
  const cut = (each) => each.matches('.tv-panel') && each.scrollWidth > each.clientWidth + 1; // a panel clips its content
  const out = [...document.querySelectorAll('body *')].filter((each) => (scrollWidth > room && wide(each)) || cut(each));
  return out.slice(0, 5).map((each) => `${each.scrollWidth} ${each.outerHTML.slice(0, 120)}`);
}"""


def found_by_axe(page, **options):
    """What axe finds, a line each: the rule, what is wrong and where."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]} | options
    violations = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in violations for node in rule["nodes"]]


def overflow(page, width, text="100%"):
    """What sticks out of a page or panel this wide, with its text this large."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text)
    return page.evaluate(OVERFLOW)


def faults_of(page, base_url):
    """Fills while the page lives: errors of scripts, complaints of the browser, requests to another host."""
    faults, own = [], (base_url, base_url.replace("http:", "ws:"), "data:", "blob:")
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: complains(line) and faults.append(line.text))
    page.on("request", lambda request: request.url.startswith(own) or faults.append(request.url))
    return faults


def complains(line):
    """A page that says no with its status is no fault."""
    return line.type in ("error", "warning") and "responded with a status of 4" not in line.text
