"""The schema of `fanal trust decide`; docs/trust-decide.md describes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.trust.areas import AreaFact, AreaTree
from fanal.core.trust.consent import ConsentFact, OverrideFact, OverrideGround
from fanal.core.trust.findings import AllowanceFact, PartnerFinding
from fanal.core.trust.going_facts import going_from
from fanal.core.trust.parties import AgreementFact, Directory, Party, Stay, TieFact
from fanal.core.trust.reading import ValuePlace
from fanal.core.trust.situation import (
    WHAT_A_TEAM_CAN,
    OwnTeam,
    ServiceNeed,
    Situation,
    Suspect,
    TrustCaseFacts,
    World,
)
from fanal.core.trust.validation import all_on_file, no_id_twice, nothing_said_tomorrow
from fanal.core.trust.vocabulary import (
    Credibility,
    DataClass,
    FindingReason,
    PartnerPresence,
    PartnerPurpose,
    PartyKind,
    Reliability,
    TrustLevel,
    Urgency,
)
from fanal.core.trust.voices import HERSELF, PersonAroundFact
from fanal.core.words import say

OLDEST = 120


def situation_from(data: Any) -> Situation:
    """Raises `BadInput` naming the place of the first thing that cannot be read."""
    top = ValuePlace(data)
    if not isinstance(data, dict):
        raise top.wrong(say("must be an object"))
    now = top.get("now").moment()
    world = _world(top)
    need = _need(top.get("need"), world)
    case = _case(top.get("case"), world)
    teams = top.get("teams").each(lambda item: _team(item, world))
    going = going_from(top.get("going"))
    candidates = top.get("candidates").each(lambda item: _known(item, world))
    top.end()
    no_id_twice("teams and parties", [team.id for team in teams] + list(world.directory.parties))
    situation = Situation(now, case, world, need, candidates, teams, going)
    all_on_file(situation)
    nothing_said_tomorrow(situation)
    return situation


def _world(top: ValuePlace) -> World:
    areas = AreaTree(top.get("areas").each(_area))
    directory = Directory.of(top.get("parties").each(_party), top.get("ties").each(_tie))
    for party in directory.parties.values():
        for stay in party.stays:
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
        area=_maybe_area(place.get("area"), areas),
        reasons=place.get("reasons").codes(FindingReason),
        reliability=place.get("reliability").code(Reliability, Reliability.F),
        credibility=place.get("credibility").code(Credibility, Credibility.CANNOT_BE_JUDGED),
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
        _maybe_area(place.get("area"), world.areas),
        place.get("by").maybe_day(),
    )
    if not need.purposes:
        raise purposes.wrong(say("names at least one purpose"))
    place.end()
    return need


def _case(place: ValuePlace, world: World) -> TrustCaseFacts:
    case = TrustCaseFacts(
        suspects=place.get("suspects").each(lambda item: _suspect(item, world)),
        never_tell=place.get("never_tell").texts(),
        around=place.get("around").each(_around),
        consents=place.get("consents").each(_consent),
        overrides=place.get("overrides").each(_override),
        age=_age(place.get("age")),
        languages=place.get("languages").texts(),
        urgency=place.get("urgency").code(Urgency, Urgency.PLANNED),
    )
    place.end()
    no_id_twice("case.consents", [consent.id for consent in case.consents])
    no_id_twice("case.around", [one.id for one in case.around])
    return case


def _suspect(place: ValuePlace, world: World) -> Suspect:
    areas = place.get("areas").each(lambda item: _maybe_area(item, world.areas) or "")
    suspect = Suspect(place.get("id").text(), frozenset(areas))
    place.end()
    return suspect


def _around(place: ValuePlace) -> PersonAroundFact:
    known = place.get("party").maybe_text()
    one = PersonAroundFact(
        id=place.get("id").text(),
        relation=place.get("relation").text(""),
        never_told=place.get("never_told").yes_or_no(),
        close_to_suspect=place.get("close_to_suspect").yes_or_no(False),
        parties=frozenset({known} if known else ()),
    )
    place.end()
    return one


def _consent(place: ValuePlace) -> ConsentFact:
    withdrawn, assent = place.get("withdrawn_at"), place.get("assent")
    consent = ConsentFact(
        id=place.get("id").text(),
        given=place.get("given").yes_or_no(),
        on=place.get("on").day(),
        purposes=place.get("purposes").codes(PartnerPurpose),
        classes=place.get("classes").codes(DataClass),
        recipient=place.get("recipient").maybe_text(),
        until=place.get("until").maybe_day(),
        withdrawn_at=None if withdrawn.value is None else withdrawn.moment(),
        given_by=place.get("given_by").text(HERSELF),
        assent=None if assent.value is None else assent.yes_or_no(),
    )
    place.end()
    return consent


def _override(place: ValuePlace) -> OverrideFact:
    override = OverrideFact(
        id=place.get("id").text(),
        ground=place.get("ground").code(OverrideGround),
        text=place.get("text").text(),
        by=place.get("by").text(),
        second=place.get("second").text(),
        at=place.get("at").moment(),
        recipient=place.get("recipient").text(),
        purposes=place.get("purposes").codes(PartnerPurpose),
        classes=place.get("classes").codes(DataClass),
    )
    place.end()
    return override


def _team(place: ValuePlace, world: World) -> OwnTeam:
    permits = place.get("permits").each(_permit)
    can = place.get("can")
    team = OwnTeam(
        id=place.get("id").text(),
        members=place.get("members").texts(),
        name=place.get("name").text(""),
        must_not_go=place.get("must_not_go").texts(),
        languages=place.get("languages").texts(),
        days=place.get("days_to_arrive").number(0, 365, 0),
        permits=dict(permits),
        can=WHAT_A_TEAM_CAN if can.value is None else can.codes(PartnerPurpose),
        crosses=place.get("crosses").each(lambda item: _maybe_area(item, world.areas) or ""),
    )
    place.end()
    return team


def _permit(place: ValuePlace) -> tuple[str, date | None]:
    permit = place.get("country").text(), place.get("until").maybe_day()
    place.end()
    return permit


def _age(place: ValuePlace) -> tuple[int, int] | None:
    if place.value is None:
        return None
    ends = place.each(lambda item: item.number(0, OLDEST))
    if len(ends) != 2 or ends[0] > ends[1]:
        raise place.wrong(say("must be two years of age, the lower first"))
    return ends[0], ends[1]


def _known(place: ValuePlace, world: World) -> str:
    party = place.text()
    if party not in world.directory:
        raise place.wrong(say("no partner or person {party}", party=repr(party)))
    return party


def _maybe_area(place: ValuePlace, areas: AreaTree) -> str | None:
    area = place.maybe_text()
    if area is not None and area not in areas:
        raise place.wrong(say("no area {area}", area=repr(area)))
    return area
