"""The demo shows the bodies, zones, tables and plan editions that the files say, as they were at each date."""

from collections import Counter

import pytest
from sqlalchemy import func, or_, select

from app.database import PartialDate, db, midnight, utc_now
from app.demo.facts import rows
from app.membership.models import (
    Act,
    Lead,
    Municipality,
    Opinion,
    Organisation,
    Remit,
    Roster,
    Shareholding,
    Succession,
    Table,
    Zone,
    ZoneMembership,
)
from app.membership.models.table_rules import unbalanced
from app.plan.models import Objective, PlanEdition, Theme

CHAMBER = "Camera di commercio Milano Monza Brianza Lodi"


def day(text):
    return midnight(PartialDate(text).first_day)


def body(code):
    """An organisation by its code or by the ISTAT code of its municipality."""
    known = select(Organisation).outerjoin(Organisation.municipality)
    return db.session.scalar(known.where(or_(Organisation.code == code, Municipality.istat_code == code)))


def table(code):
    return db.session.scalar(select(Table).where(Table.code == code))


def members(code, at):
    return {seat.organisation.name for seat in table(code).place.seats if seat.in_force(at)}


def municipalities_by_zone(at):
    query = select(Zone.code, func.count()).join(Zone.memberships).where(ZoneMembership.in_force(at))
    return dict(db.session.execute(query.group_by(Zone.code)).all())


def zone_of(istat_code, at):
    query = select(Zone.code).join(Zone.memberships).join(ZoneMembership.organisation).join(Organisation.municipality)
    return db.session.scalars(query.where(Municipality.istat_code == istat_code, ZoneMembership.in_force(at))).all()


def test_222_bodies_live_and_six_have_ended_by_merger(milan):
    living = or_(Organisation.until.is_(None), Organisation.until > utc_now())
    assert db.session.scalar(select(func.count()).select_from(Organisation).where(living)) == 222
    ended = db.session.scalars(select(Organisation.name).where(~living).order_by(Organisation.name)).all()
    chambers = [f"Camera di commercio di {name}" for name in ("Lodi", "Milano", "Monza e Brianza")]
    assert ended == [*chambers, "Comune di Vermezzo", "Comune di Zelo Surrigone", "Eurolavoro AFOL Ovest Milano"]


def test_there_are_133_municipalities_and_milano_is_one_body_of_two_lists(milan):
    query = select(func.count()).select_from(Municipality).join(Municipality.organisation)
    assert db.session.scalar(query.where(Organisation.until.is_(None))) == 133
    milano = body("015146")
    assert milano.code == "COM-MI" and milano.municipality.population > 1_000_000
    assert body("015118").name == "Comune di Legnano"


def test_a_municipio_belongs_to_the_comune_and_a_water_company_to_its_owner(milan):
    assert body("MUN-1").parent == body("COM-MI")
    owners = select(Shareholding.owner_id, Shareholding.share).where(Shareholding.body_id == body("CAP").id)
    assert db.session.execute(owners).all() == [(body("CMM").id, None)]


def test_two_municipalities_merged_and_one_was_detached_with_two_dates(milan):
    told = {
        (each.kind, each.before.name, each.after.name, str(each.effective_on), str(each.registered_on or ""))
        for each in db.session.scalars(select(Succession))
    }
    assert told == {
        ("merger", "Comune di Vermezzo", "Comune di Vermezzo con Zelo", "2019-02-08", ""),
        ("merger", "Comune di Zelo Surrigone", "Comune di Vermezzo con Zelo", "2019-02-08", ""),
        ("merger", "Camera di commercio di Milano", CHAMBER, "2017-09-18", ""),
        ("merger", "Camera di commercio di Monza e Brianza", CHAMBER, "2017-09-18", ""),
        ("merger", "Camera di commercio di Lodi", CHAMBER, "2017-09-18", ""),
        ("merger", "Eurolavoro AFOL Ovest Milano", "AFOL Metropolitana", "2023-02-17", ""),
        ("detachment", "Comune di Bollate", "Comune di Baranzate", "2004-05", "2001-12-12"),
    }
    assert body("015235").until == day("2019-02-08")


@pytest.mark.parametrize(("column", "at"), [("comuni_count_2017", "2017-03-01"), ("comuni_count_2019", "2019-03-01")])
def test_each_zone_has_the_municipalities_it_had(milan, column, at):
    assert municipalities_by_zone(day(at)) == {row["zone_code"]: int(row[column]) for row in rows("zone_omogenee")}


def test_today_every_municipality_but_milano_is_in_one_zone(milan):
    assert municipalities_by_zone(utc_now()) == municipalities_by_zone(day("2019-03-01"))
    assert sum(municipalities_by_zone(utc_now()).values()) == 132
    assert zone_of("015146", utc_now()) == []


@pytest.mark.parametrize(
    ("municipality", "at", "zone"),
    [
        ("015081", "2015-09-16", []),
        ("015081", "2016-01-01", ["ZO-NM"]),
        ("015081", "2018-01-01", ["ZO-AM"]),
        ("015235", "2019-02-07", ["ZO-MA"]),
        ("015235", "2019-02-08", []),
        ("015251", "2019-02-07", []),
        ("015251", "2019-02-08", ["ZO-MA"]),
    ],
)
def test_a_municipality_was_where_it_was(milan, municipality, at, zone):
    assert zone_of(municipality, day(at)) == zone


def test_a_zone_membership_rests_on_its_act(milan):
    query = select(Act.code).join(ZoneMembership, ZoneMembership.act_id == Act.id)
    query = query.join(ZoneMembership.organisation).join(Organisation.municipality)
    acts = db.session.scalars(query.where(Municipality.istat_code == "015081").order_by(ZoneMembership.since)).all()
    assert acts == ["CM30-2015", "CM-ZO"]
    former = db.session.scalar(select(ZoneMembership).join(Zone).where(Zone.code == "ZO-NM", ZoneMembership.until.is_not(None)))
    assert former.ended_by.code == "CM-ZO"


def test_some_remits_of_some_zones_have_a_lead_and_the_others_are_gaps(milan):
    remits = Counter(each.kind for each in db.session.scalars(select(Remit)))
    assert remits == {"area": 6, "theme": 4}
    assert 0 < db.session.scalar(select(func.count()).select_from(Lead)) < 7 * 10


def test_one_opinion_was_given_and_one_is_waited_for(milan):
    states = Counter(each.state(utc_now()) for each in db.session.scalars(select(Opinion)))
    assert states == {"given": 1, "asked": 1}


def test_there_are_twenty_tables_two_of_them_only_proposed(milan):
    tables = {each.code: each for each in db.session.scalars(select(Table))}
    assert len(tables) == 20
    assert {code for code, each in tables.items() if each.proposed} == {"ZO-FRONT", "IQ-MI"}
    assert str(tables["TAV-UNI"].established) == "2019-04"
    assert tables["WT-PTM"].parent.parent == tables["CONF-RL"]


def test_the_universities_table_has_eight_members_since_its_agreement(milan):
    seats = table("TAV-UNI").place.seats
    assert len(seats) == 8 and {seat.since for seat in seats} == {day("2019-04-01")}


def test_who_only_might_join_has_no_seat(milan):
    assert members("ZO-FRONT", utc_now()) == {"Città metropolitana di Milano"}


def test_the_parity_conference_has_a_side_for_each_party(milan):
    sides = {seat.organisation.code: seat.side for seat in table("CONF-RL").place.seats}
    assert sides == {"RL": "a", "CMM": "b"}
    conference = table("CONF-RL")
    assert conference.parity and unbalanced(conference.place.seats) is None and len(conference.place.seats) == 4
    drafts = db.session.scalars(select(Roster).where(Roster.table_id == conference.id)).all()
    assert [(each.state, len(each.side("a")), len(each.side("b"))) for each in drafts] == [("activated", 2, 2), ("draft", 3, 2)]


def test_the_three_working_tables_began_in_the_second_half_of_2018(milan):
    assert {str(table(code).established) for code in ("WT-ATO", "WT-RIG", "WT-PTM")} == {"2018-07/12"}
    assert str(table("TAV-UNI").established) == "2019-04"


def test_a_zone_s_table_seats_its_municipalities_as_they_were(milan):
    assert "Comune di Cologno Monzese" in members("ZO-NM", day("2016-01-01"))
    assert "Comune di Cologno Monzese" not in members("ZO-NM", utc_now())
    assert "Comune di Cologno Monzese" in members("ZO-AM", utc_now())


@pytest.mark.parametrize(("at", "mayors"), [("2019-02-07", 134), ("2019-02-08", 133), ("2024-01-01", 133)])
def test_the_conference_seats_every_municipality(milan, at, mayors):
    assert len(members("CONF-MET", day(at))) == mayors


def test_two_tables_say_that_their_composition_is_an_example(milan):
    examples = db.session.scalars(select(Table).where(Table.composition_illustrative)).all()
    assert [each.code for each in examples] == ["TAV-MET", "CONF-RL"]
    assert len(members("TAV-MET", utc_now())) == 50


def test_no_seat_begins_before_its_body(milan):
    seats = {seat.organisation.code: seat.since for seat in table("TAV-MET").place.seats}
    assert seats["CCIAA"] == day("2017-09-18")
    assert seats["CMM"] == day("2014-01-01")


def test_three_editions_follow_one_another_and_the_latest_is_in_force(milan):
    first, second, latest = db.session.scalars(select(PlanEdition).order_by(PlanEdition.since)).all()
    assert (first.years, second.years, latest.years) == ("2016-2018", "2019-2021", "2022-2024")
    assert (first.until, second.until, latest.until) == (second.since, latest.since, None)
    assert (first.since, second.since) == (day("2016-05-12"), day("2019-10-23"))
    assert (first.act.code, second.act.code) == ("CM27-2016", "CM43-2019")


def test_105_objectives_each_under_one_of_its_own_edition(milan):
    objectives = db.session.scalars(select(Objective)).all()
    assert len(objectives) == 105
    assert all(each.parent is None or each.parent.edition_id == each.edition_id for each in objectives)
    assert Counter(each.edition.code for each in objectives) == {"P1": 17, "P2": 72, "P3": 16}


def test_fourteen_themes_of_the_urban_agenda(milan):
    themes = db.session.scalars(select(Theme).order_by(Theme.position)).all()
    assert [each.position for each in themes] == list(range(1, 15))
    assert (themes[2].title, themes[2].title_en) == ("Alloggi", "Housing")
