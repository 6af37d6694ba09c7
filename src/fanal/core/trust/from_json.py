"""The schema of `fanal trust decide`; docs/trust-decide.md describes it."""

from datetime import date
from typing import Any

from fanal.core.data_files.json_values import ValuePlace
from fanal.core.errors import BadInput
from fanal.core.trust.areas import AreaFact, AreaTree
from fanal.core.trust.case_from_json import (
    all_on_file,
    case_from,
    maybe_area,
    no_id_twice,
    nothing_said_tomorrow,
)
from fanal.core.trust.findings import AllowanceFact, PartnerFinding
from fanal.core.trust.parties import AgreementFact, Directory, Party, Stay, TieFact
from fanal.core.trust.situation import WHAT_A_TEAM_CAN, OwnTeam, ServiceNeed, Situation, World
from fanal.core.trust.travel_facts import going_from
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPresence,
    PartnerPurpose,
    PartyKind,
    Reliability,
    TrustLevel,
)
from fanal.core.words import say


def situation_from(data: Any) -> Situation:
    """Return the situation. Raises `BadInput` naming the place of the first thing
    that cannot be read."""
    # Everything is read before anything is decided: a file that is half understood must not lead to
    # an answer about whom to trust.
    top = ValuePlace(data, whole="situation")
    if not isinstance(data, dict):
        raise top.wrong(say("must be an object"))
    # The core has no clock (ADR 2); the file says when it was, so that a decision can be read again
    # years later with the same result.
    now = top.get("now").moment()
    world = _world(top)
    need = _need(top.get("need"), world)
    case = case_from(top.get("case"), world)
    teams = top.get("teams").each(lambda item: _team(item, world))
    going = going_from(top.get("going"))
    candidates = top.get("candidates").each(lambda item: _known(item, world))
    # A key that nobody read is refused: "precaution" in place of "precautions" would drop a warning
    # in silence.
    top.end()
    # Teams and parties share one space of ids: what is said of one must not hold for the other.
    no_id_twice("teams and parties", [team.id for team in teams] + list(world.directory.parties))
    situation = Situation(now, case, world, need, candidates, teams, going)
    # References last, once everything that they may name is known.
    all_on_file(situation)
    # A finding of tomorrow would count today.
    nothing_said_tomorrow(situation)
    return situation


def _world(top: ValuePlace) -> World:
    areas = AreaTree(top.get("areas").each(_area))
    directory = Directory.of(top.get("parties").each(_party), top.get("ties").each(_tie))
    for party in directory.parties.values():
        for stay in party.stays:
            # Checked here and not while reading: the areas come from another part of the file.
            if stay.area not in areas:
                missing = say("no area {area}", area=repr(stay.area))
                raise BadInput(f"parties.{party.id}.presence", missing)
    findings = top.get("findings").each(lambda item: _finding(item, areas))
    allowances = top.get("allowances").each(lambda item: _allowance(item, directory))
    no_id_twice("findings", [finding.id for finding in findings])
    return World(areas, directory, findings, allowances)


def _area(place: ValuePlace) -> AreaFact:
    area = AreaFact(
        id=place.get("id").text(),
        kind=place.get("kind").text("province"),
        within=place.get("within").maybe_text(),
        valid_from=place.get("valid_from").maybe_day(),
        valid_until=place.get("valid_until").maybe_day(),
        replaced_by=place.get("replaced_by").each(lambda item: item.text()),
    )
    place.end()
    return area


def _party(place: ValuePlace) -> Party:
    party = Party(
        id=place.get("id").text(),
        kind=place.get("kind").code(PartyKind),
        name=place.get("name").text(""),
        within=place.get("within").maybe_text(),
        merged_into=place.get("merged_into").maybe_text(),
        stays=place.get("presence").each(_stay),
        languages=place.get("languages").texts(),
        agreements=place.get("agreements").each(_agreement),
    )
    place.end()
    return party


def _stay(place: ValuePlace) -> Stay:
    stay = Stay(
        place.get("area").text(),
        place.get("level").code(PartnerPresence),
        place.get("since").maybe_day(),
        place.get("until").maybe_day(),
    )
    place.end()
    return stay


def _agreement(place: ValuePlace) -> AgreementFact:
    agreement = AgreementFact(
        place.get("purposes").codes(PartnerPurpose), place.get("until").maybe_day()
    )
    place.end()
    return agreement


def _tie(place: ValuePlace) -> TieFact:
    tie = TieFact(
        place.get("one").text(), place.get("other").text(), place.get("kind").text("other")
    )
    place.end()
    return tie


def _finding(place: ValuePlace, areas: AreaTree) -> PartnerFinding:
    finding = PartnerFinding(
        id=place.get("id").text(),
        about=place.get("about").text(),
        level=place.get("level").code(TrustLevel),
        said_by=place.get("said_by").text(),
        said_on=place.get("said_on").day(),
        purposes=place.get("purposes").codes(PartnerPurpose),
        area=maybe_area(place.get("area"), areas),
        reasons=place.get("reasons").codes(FindingReason),
        # Not said is F and 6, "cannot be judged", of the Admiralty scale, and never a middle value.
        reliability=place.get("reliability").code(Reliability, Reliability.F),
        credibility=place.get("credibility").code(Credibility, Credibility.CANNOT_BE_JUDGED),
        # Missing where nobody confirmed it: trust needs two people, suspicion one.
        confirmed_by=place.get("confirmed_by").maybe_text(),
        review_on=place.get("review_on").maybe_day(),
        until=place.get("until").maybe_day(),
        withdrawn_on=place.get("withdrawn_on").maybe_day(),
        precautions=place.get("precautions").each(lambda item: item.text()),
    )
    place.end()
    return finding


def _allowance(place: ValuePlace, directory: Directory) -> AllowanceFact:
    party = place.get("party")
    # An allowance for somebody who is not in the file would seem to be given and help nobody.
    if party.text() not in directory:
        raise party.wrong(say("no partner or person {party}", party=repr(party.text())))
    allowance = AllowanceFact(
        party=party.text(),
        allowed_by=place.get("allowed_by").texts(),
        purposes=place.get("purposes").codes(PartnerPurpose),
        area=place.get("area").maybe_text(),
        until=place.get("until").maybe_day(),
    )
    place.end()
    return allowance


def _need(place: ValuePlace, world: World) -> ServiceNeed:
    purposes = place.get("purposes")
    need = ServiceNeed(
        purposes.codes(PartnerPurpose),
        maybe_area(place.get("area"), world.areas),
        place.get("by").maybe_day(),
    )
    # Without a purpose no rule of trust is asked, and everybody would seem fit.
    if not need.purposes:
        raise purposes.wrong(say("names at least one purpose"))
    place.end()
    return need


def _team(place: ValuePlace, world: World) -> OwnTeam:
    permits = place.get("permits").each(_permit)
    can = place.get("can")
    team = OwnTeam(
        id=place.get("id").text(),
        members=place.get("members").texts(),
        name=place.get("name").text(""),
        must_not_go=place.get("must_not_go").texts(),
        languages=place.get("languages").texts(),
        # Days, up to a year; 0 is today.
        days=place.get("days_to_arrive").number(0, 365, 0),
        permits=dict(permits),
        # Absent means all that a team usually can; an empty list means nothing.
        can=WHAT_A_TEAM_CAN if can.value is None else can.codes(PartnerPurpose),
        crosses=place.get("crosses").each(lambda item: maybe_area(item, world.areas) or ""),
    )
    place.end()
    return team


def _permit(place: ValuePlace) -> tuple[str, date | None]:
    permit = place.get("country").text(), place.get("until").maybe_day()
    place.end()
    return permit


def _known(place: ValuePlace, world: World) -> str:
    party = place.text()
    if party not in world.directory:
        raise place.wrong(say("no partner or person {party}", party=repr(party)))
    return party
