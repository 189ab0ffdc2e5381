"""What is installed is pinned, hashed, and fetched from wherever the reader's own tools are told to look."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNTIME = PROJECT["project"]["dependencies"]
ASKED = {
    "runtime": RUNTIME,
    "test": RUNTIME + EXTRAS["test"],
    "dev": RUNTIME + EXTRAS["test"] + EXTRAS["dev"],
    "build": PROJECT["build-system"]["requires"],
}
ADDRESS_OR_PATH = re.compile(r"://|--(index-url|extra-index-url|find-links|trusted-host)|(?<![\w.])/[\w.]+/|\bfile:")


@pytest.mark.parametrize("name", ASKED)
def test_requirements_name_no_index_and_no_path(name):
    assert [line for line in text(name).splitlines() if ADDRESS_OR_PATH.search(line)] == []


@pytest.mark.parametrize(
    "line", ["--index-url https://a.example.org", "--find-links ../x", "x @ file:///tmp/x.whl", "-r /srv/wheels/x"]
)
def test_an_index_or_a_path_would_be_noticed(line):
    assert ADDRESS_OR_PATH.search(line)


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name in ASKED for asked in ASKED[name]])
def test_every_dependency_is_pinned_to_a_version_that_the_project_allows(name, asked):
    requirement = Requirement(asked)
    assert all(requirement.specifier.contains(version) for version in pins(name)[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("name", ASKED)
def test_every_pin_has_a_hash(name):
    blocks = re.split(r"\n(?=\S)", text(name).strip())
    assert blocks and all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


@pytest.mark.parametrize(("larger", "smaller"), [("test", "runtime"), ("dev", "test"), ("dev", "build")])
def test_the_same_package_is_pinned_alike_everywhere(larger, smaller):
    shared = pins(larger).keys() & pins(smaller).keys()
    assert shared
    assert {name: pins(larger)[name] for name in shared} == {name: pins(smaller)[name] for name in shared}


@pytest.mark.parametrize("folder", ["app/frontend", "tests/oidc"])
def test_a_lock_of_npm_has_a_checksum_for_each_package_and_no_address(folder):
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    fetched = {path: entry for path, entry in packages.items() if path}
    assert fetched
    assert [path for path, entry in fetched.items() if "resolved" in entry or not entry.get("integrity")] == []


def text(name):
    return (ROOT / f"requirements/{name}.txt").read_text()


def pins(name):
    """The pinned versions of each package; one may have two, for different Pythons."""
    found = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", text(name), re.M):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found
