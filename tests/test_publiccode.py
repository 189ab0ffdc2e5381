"""publiccode.yml is what the catalogues of public software can read, version 0.7, and agrees with the project."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
FILE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))

MANDATORY = [
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal.license",
    "maintenance.type",
    "localisation.localisationReady",
    "localisation.availableLanguages",
]
ALLOWED = {
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        "standalone/mobile",
        "standalone/iot",
        "standalone/desktop",
        "standalone/web",
        "standalone/backend",
        "standalone/other",
        "addon",
        "library",
        "configurationFiles",
    },
    "maintenance.type": {"internal", "contract", "community", "none"},
}
DUE_FOR_MAINTENANCE = {"internal": "contacts", "community": "contacts", "contract": "contractors"}
ALIASES = {f"alias:{name}" for name in ["gdpr", "eidas", "nis2", "cra", "spid", "cie", "anpr", "pagopa", "io"]}


@pytest.mark.parametrize("key", MANDATORY)
def test_a_mandatory_key_is_there(key):
    assert look_up(key) not in (None, "", [], {})


@pytest.mark.parametrize("key", ALLOWED)
def test_a_word_is_one_of_those_allowed(key):
    assert look_up(key) in ALLOWED[key]


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_description_has_the_length_that_catalogues_show(language):
    words = FILE["description"][language]
    assert 0 < len(words["shortDescription"]) <= 150 and "\n" not in words["shortDescription"]
    assert 150 <= len(words["longDescription"]) <= 10_000
    assert words["features"] and all(isinstance(feature, str) for feature in words["features"])


def test_it_is_of_the_version_checked_here():
    assert FILE["publiccodeYmlVersion"] == "0.7"


def test_somebody_maintains_it():
    due = DUE_FOR_MAINTENANCE[FILE["maintenance"]["type"]]
    assert FILE["maintenance"][due] and all(each["name"] for each in FILE["maintenance"][due])


def test_the_address_is_of_the_web():
    assert re.fullmatch(r"https://[\w.-]+/\S+", FILE["url"])


def test_nothing_deprecated_stands_in_it_and_what_it_supports_is_known():
    assert not {key.lower() for key in FILE} & {"it", "monochromelogo", "inputtypes", "outputtypes"}
    assert {each["id"] for each in FILE.get("supports", []) if each["id"].startswith("alias:")} <= ALIASES


def test_languages_are_written_as_tags_and_each_has_its_description():
    languages = FILE["localisation"]["availableLanguages"]
    assert all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language) for language in languages)
    assert set(languages) == set(FILE["description"])


def test_it_agrees_with_the_project_and_its_licence():
    assert FILE["name"].lower() == PROJECT["name"]
    assert FILE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def look_up(key):
    found = FILE
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
