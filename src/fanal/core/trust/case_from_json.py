"""The part of the schema of `fanal trust decide` that speaks of one case. A situation must hold
together: ids that exist, once each, and nothing said tomorrow."""

from collections import Counter

from fanal.core.calendars.ages import OLDEST_AGE
from fanal.core.data_files.json_values import ValuePlace
from fanal.core.errors import BadInput
from fanal.core.trust.areas import AreaTree
from fanal.core.trust.consent import ConsentFact, OverrideFact, OverrideGround
from fanal.core.trust.proxy_consent import HERSELF, ROLES, DecidedCarer, PersonAroundFact
from fanal.core.trust.situation import Situation, Suspect, TrustCaseFacts, World
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, Urgency
from fanal.core.words import say


def case_from(place: ValuePlace, world: World) -> TrustCaseFacts:
    case = TrustCaseFacts(
        suspects=place.get("suspects").each(lambda item: _suspect(item, world)),
        never_tell=place.get("never_tell").texts(),
        around=place.get("around").each(_around),
        consents=place.get("consents").each(_consent),
        overrides=place.get("overrides").each(_override),
        age=_age(place.get("age")),
        adult_since=place.get("adult_since").maybe_day(),
        decisions=place.get("decisions").each(_decision),
        languages=place.get("languages").texts(),
        urgency=place.get("urgency").code(Urgency, Urgency.PLANNED),
    )
    place.end()
    no_id_twice("case.consents", [consent.id for consent in case.consents])
    no_id_twice("case.around", [one.id for one in case.around])
    no_id_twice("case.decisions", [decision.id for decision in case.decisions])
    return case


def _suspect(place: ValuePlace, world: World) -> Suspect:
    areas = place.get("areas").each(lambda item: maybe_area(item, world.areas) or "")
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
        role=place.get("role").text(""),
        role_until=place.get("role_until").maybe_day(),
        disputed=place.get("disputed").yes_or_no(False),
    )
    place.end()
    return one


def _decision(place: ValuePlace) -> DecidedCarer:
    decision = DecidedCarer(
        id=place.get("id").text(),
        speaker=place.get("speaker").text(),
        first=place.get("by").text(),
        second=place.get("second").text(),
        on=place.get("on").day(),
        until=place.get("until").maybe_day(),
    )
    place.end()
    return decision


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
        role=place.get("role").text(""),
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


def _age(place: ValuePlace) -> tuple[int, int] | None:
    if place.value is None:
        return None
    ends = place.each(lambda item: item.number(0, OLDEST_AGE))
    if len(ends) != 2 or ends[0] > ends[1]:
        raise place.wrong(say("must be two years of age, the lower first"))
    return ends[0], ends[1]


def maybe_area(place: ValuePlace, areas: AreaTree) -> str | None:
    area = place.maybe_text()
    if area is not None and area not in areas:
        raise place.wrong(say("no area {area}", area=repr(area)))
    return area


def no_id_twice(where: str, ids: list[str]) -> None:
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise BadInput(where, say("{id} is there twice", id=repr(twice[0])))


def all_on_file(situation: Situation) -> None:
    """Check that all are on file: a misspelt id would leave a danger unseen. Raises BadInput."""
    world, case = situation.world, situation.case
    staff = {member for team in situation.teams for member in team.members}
    beside = {one.id for one in case.around}
    known = staff | set(world.directory.parties) | {suspect.id for suspect in case.suspects}
    named = [
        *(("case.never_tell", one) for one in sorted(case.never_tell)),
        *(("case.around", party) for one in case.around for party in sorted(one.parties)),
        *((f"findings.{finding.id}.about", finding.about) for finding in world.findings),
        *(("ties", end) for tie in world.directory.ties for end in (tie.one, tie.other)),
        *((f"teams.{t.id}.must_not_go", one) for t in situation.teams for one in t.must_not_go),
    ]
    for where, one in named:
        if one not in known and (where, one) not in {("case.never_tell", id) for id in beside}:
            raise BadInput(where, say("no partner or person {party}", party=repr(one)))
    for decision in case.decisions:
        if decision.speaker not in known | beside | ROLES:
            where = f"case.decisions.{decision.id}.speaker"
            raise BadInput(where, say("nobody {who} is known", who=repr(decision.speaker)))
    for consent in case.consents:
        if consent.given_by not in known | beside | ROLES | {HERSELF}:
            where = f"case.consents.{consent.id}.given_by"
            raise BadInput(where, say("nobody {who} is known", who=repr(consent.given_by)))


def nothing_said_tomorrow(situation: Situation) -> None:
    for finding in situation.world.findings:
        if finding.said_on > situation.today:
            raise BadInput(f"findings.{finding.id}.said_on", say("is after today"))
    for consent in situation.case.consents:
        if consent.on > situation.today:
            raise BadInput(f"case.consents.{consent.id}.on", say("is after today"))
    for decision in situation.case.decisions:
        if decision.on > situation.today:
            raise BadInput(f"case.decisions.{decision.id}.on", say("is after today"))
