"""One list of words for kinds, roles and states, used on page, mail and export alike."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

LANGUAGES = ("it", "en")
LANGUAGE_COOKIE = "tavolo_lang"

WORDS = {
    "seat": {
        "member": _l("Member"),
        "lead": _l("Lead"),
        "partner": _l("Partner"),
        "observer": _l("Observer"),
        "guest": _l("Guest"),
    },
    "mandate": {
        "delegate": _l("Delegate"),
        "substitute": _l("Substitute"),
        "technician": _l("Technical office"),
        "chair": _l("Chair"),
        "secretary": _l("Secretariat"),
        "guest": _l("Guest"),
    },
    "meeting": {
        "planned": _l("Planned"),
        "convened": _l("Convened"),
        "open": _l("In course"),
        "held": _l("Held"),
        "minuted": _l("Minuted"),
        "published": _l("Published"),
    },
    "decision": {
        "proposed": _l("Proposed"),
        "adopted": _l("Adopted"),
        "published": _l("Published"),
    },
    "outcome": {
        "output": _l("Executive output"),
        "noted": _l("Noted"),
        "deferred": _l("Deferred to the next meeting"),
        "none": _l("No outcome"),
    },
    "office": {
        "administrator": _l("Platform administrator"),
        "plan_office": _l("Plan office"),
        "auditor": _l("Auditor"),
        "zones_office": _l("Zones and European projects office"),
    },
    "table": {
        "stakeholder_table": _l("Stakeholder table"),
        "permanent_table": _l("Permanent table"),
        "parity_conference": _l("Parity conference"),
        "liaison_group": _l("Liaison group"),
        "working_table": _l("Working table"),
        "zone": _l("Zone"),
        "frontier_table": _l("Frontier table"),
        "bilateral_table": _l("Bilateral table"),
        "statutory_body": _l("Statutory body"),
        "internal_body": _l("Internal body"),
        "consultative_forum": _l("Consultative forum"),
    },
    "workspace": {
        "joint_project": _l("Joint project"),
        "pilot_project": _l("Pilot project"),
        "sub_area": _l("Sub-area"),
    },
    "organisation": {
        "metropolitan_city": _l("Metropolitan city"),
        "region": _l("Region"),
        "municipality": _l("Municipality"),
        "city_district": _l("City district"),
        "national_government": _l("National government"),
        "municipal_association": _l("Association of municipalities"),
        "research_body": _l("Research body"),
        "university": _l("University"),
        "chamber_of_commerce": _l("Chamber of commerce"),
        "business_association": _l("Business association"),
        "trade_union": _l("Trade union"),
        "third_sector": _l("Third sector"),
        "foundation": _l("Foundation"),
        "controlled_body": _l("Controlled body"),
        "public_body": _l("Public body"),
        "state_body": _l("State body"),
        "park_authority": _l("Park authority"),
        "province": _l("Province"),
        "eu_institution": _l("EU institution"),
        "international_network": _l("International network"),
    },
    "level": {
        "plan": _l("Plan"),
        "strategy": _l("Strategy"),
        "policy_area": _l("Policy area"),
        "territorial_agenda": _l("Territorial agenda"),
        "governance_area": _l("Governance area"),
        "governance_objective": _l("Governance objective"),
        "operational_project": _l("Operational project"),
        "zone_project": _l("Zone project"),
        "project": _l("Project"),
        "pillar": _l("Pillar"),
        "mission": _l("Mission"),
        "driver": _l("Driver"),
    },
    "certainty": {
        "chapter": _l("As the strategic plan says"),
        "sourced": _l("Read in a public document"),
        "known": _l("Commonly known, no document found"),
        "brief": _l("General wording"),
        "unsure": _l("Sources disagree or are missing"),
    },
    "succession": {
        "merger": _l("Merger"),
        "split": _l("Split"),
        "rename": _l("Change of name"),
        "detachment": _l("Detachment"),
    },
}


def word(key, noun):
    """The word for a kind, role or state of a noun; the key itself where the list has none."""
    return WORDS[noun].get(key, key)


def titled(thing):
    """The name or title of a thing in the reader's language, where the house knows it."""
    field = "title" if hasattr(thing, "title") else "name"
    english = getattr(thing, f"{field}_en", "")
    return english if english and str(get_locale()) == "en" else getattr(thing, field)


def role_beside(role, name):
    """A role as it stands after a name: nothing where the name says it already ("Delegata", "Ufficio tecnico")."""
    alike = str(role)[:5].lower() == (name or "")[:5].lower()
    return "" if alike or not name else f", {role}"
