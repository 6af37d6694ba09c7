"""What a partner or a team of ours can do in the place: presence, languages, permits, time."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from fanal.core.trust.areas import reachable_from
from fanal.core.trust.consent import NO, TO_ASK, ConsentStanding
from fanal.core.trust.grounds import MetCondition
from fanal.core.trust.parties import Stay
from fanal.core.trust.situation import OwnTeam, Situation
from fanal.core.trust.vocabulary import PartnerPresence, PartnerPurpose, TrustLevel, listed
from fanal.core.words import Sentence, say

# Nobody can do these from afar.
IN_PERSON = frozenset(
    {
        PartnerPurpose.ESCORT,
        PartnerPurpose.HOLD_THE_PERSON,
        PartnerPurpose.TRACE_FAMILY,
        PartnerPurpose.FIND_MISSING,
    }
)
FEWEST_WHO_GO = 2  # nobody crosses alone: one stays with her, one can call


def _stays(situation: Situation, party: str) -> list[Stay]:
    """The stays of `party` that reach the area of need today."""
    known = situation.world.directory.parties.get(situation.world.directory.now_called(party))
    area = situation.need.area
    return [
        stay
        for stay in (known.stays if known is not None else ())
        if stay.holds_on(situation.today) and situation.world.areas.covers(stay.area, area)
    ]


def _strong(situation: Situation, party: str) -> bool:
    strong = (PartnerPresence.STRONG, PartnerPresence.SOLE)
    return any(stay.presence in strong for stay in _stays(situation, party))


def dangerous_presence(situation: Situation) -> tuple[str, ...]:
    """Parties dangerous for what is asked that are strong, or alone, in the area of need."""
    # Asked for every partner of the register, and the answer is the same for all of them.
    return situation.once(lambda: _dangerous_presence(situation))


def _dangerous_presence(situation: Situation) -> tuple[str, ...]:
    return tuple(
        party
        for party in sorted(situation.world.directory.parties)
        if _strong(situation, party)
        and any(
            finding.level is TrustLevel.DANGEROUS
            for purpose in situation.asked
            for finding in situation.stops(party, purpose)
        )
    )


def dangerous_and_strong_here(situation: Situation, party: str) -> Iterator[MetCondition]:
    for other in dangerous_presence(situation):
        # A dangerous party is blocked itself; this is a reason for caution with the others there.
        if other != situation.world.directory.now_called(party):
            yield MetCondition((other,), {"who": situation.world.directory.name(other)})


def nobody_there(situation: Situation, party: str) -> Iterator[MetCondition]:
    absent = [stay for stay in _stays(situation, party) if stay.presence is PartnerPresence.NONE]
    # Only where somebody said that nobody is there. Where nobody said anything,
    # `presence_not_on_file` asks: what nobody recorded speaks against nobody.
    if absent and IN_PERSON & set(situation.asked):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def presence_not_on_file(situation: Situation, party: str) -> Iterator[MetCondition]:
    if not _stays(situation, party) and IN_PERSON & set(situation.asked):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def is_alone(situation: Situation, party: str) -> bool:
    """Whether nobody else is on file in the area of need."""
    return any(stay.presence is PartnerPresence.SOLE for stay in _stays(situation, party))


def alone_there(situation: Situation, party: str) -> Iterator[MetCondition]:
    if is_alone(situation, party):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def strong_there(situation: Situation, party: str) -> Iterator[MetCondition]:
    if any(stay.presence is PartnerPresence.STRONG for stay in _stays(situation, party)):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def languages_not_on_file(situation: Situation, party: str) -> Iterator[MetCondition]:
    if situation.case.languages and not _spoken(situation, party):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def no_common_language(situation: Situation, party: str) -> Iterator[MetCondition]:
    spoken = _spoken(situation, party)
    # `spoken` is asked for as well: a partner whose languages nobody recorded is not one that
    # shares none with her.
    if situation.case.languages and spoken and not situation.case.languages & spoken:
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def _spoken(situation: Situation, party: str) -> frozenset[str]:
    directory = situation.world.directory
    known = directory.parties.get(directory.now_called(party))
    return known.languages if known is not None else frozenset()


def agreement(situation: Situation, party: str) -> Iterator[MetCondition]:
    directory = situation.world.directory
    bodies = [directory.parties[body] for body in directory.chain(party) if body in directory]
    # The agreement of a body holds for its units, as its trust does.
    if any(
        set(situation.need.purposes) <= one.purposes
        and (one.until is None or situation.today <= one.until)
        for body in bodies
        for one in body.agreements
    ):
        yield MetCondition((party,), {"who": directory.name(party)})


def no_agreement(situation: Situation, party: str) -> Iterator[MetCondition]:
    if not any(True for _ in agreement(situation, party)):
        yield MetCondition((party,), {"who": situation.world.directory.name(party)})


def suspects_near(situation: Situation, _: object) -> Iterator[MetCondition]:
    areas, here = situation.world.areas, situation.need.area
    for suspect in situation.case.suspects:
        if here is not None and any(areas.touches(area, here) for area in suspect.areas):
            yield MetCondition((suspect.id,))


def stays_behind(situation: Situation, team: OwnTeam) -> dict[str, str]:
    """Members who do not go, and why: `list`, `danger` or `tie`. They are not told either."""
    forbidden = situation.forbidden
    behind = {}
    for member in sorted(team.members):
        # The first reason counts, and only that there is one is shown: why a colleague stays behind
        # is nobody's business in the team.
        if member in team.must_not_go:
            behind[member] = "list"
        elif any(situation.stops(member, purpose) for purpose in situation.asked):
            behind[member] = "danger"
        elif forbidden & _close_to(situation, member):
            behind[member] = "tie"
    return behind


def _close_to(situation: Situation, member: str) -> set[str]:
    """The member and those who are tied to the member; colleagues of a team are no tie."""
    directory = situation.world.directory
    return reachable_from([directory.now_called(member)], directory.tied)


def too_few(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    behind = stays_behind(situation, team)
    left = len(team.members) - len(behind)
    if left < FEWEST_WHO_GO:
        yield MetCondition(tuple(behind), {"team": team.name or team.id, "n": left})


def some_stay_behind(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    for member in stays_behind(situation, team):
        yield MetCondition((member,), {"who": situation.world.directory.name(member)})


def cannot(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    missing = [purpose for purpose in situation.asked if purpose not in team.can]
    if missing:
        yield MetCondition((team.id,), {"team": team.name or team.id, "purposes": listed(missing)})


def _her_word(
    situation: Situation, team: OwnTeam, states: Collection[ConsentStanding]
) -> Iterator[MetCondition]:
    for purpose in sorted(situation.need.purposes & IN_PERSON):
        for data_class in situation.told:
            hers = situation.consent(team.id, purpose, data_class)
            if hers.state in states:
                yield MetCondition(
                    hers.sources, {"team": team.name or team.id, "purpose": purpose.label}
                )
                return


def she_said_no(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    yield from _her_word(situation, team, NO)


def she_was_not_asked(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    yield from _her_word(situation, team, TO_ASK)


def crossing_closed(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    for crossing in team.crosses:
        if not situation.world.areas.get(crossing).valid_on(situation.today):
            yield MetCondition((crossing,), {"crossing": situation.world.areas.name(crossing)})


def too_late(situation: Situation, _: object) -> Iterator[MetCondition]:
    """The last day on which it helps is past: nobody acts on it, whoever they are."""
    # Something to find out and no block: perhaps another help is still in time.
    if situation.by is not None and situation.by < situation.today:
        yield MetCondition((), {"day": situation.by})


def no_permit(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    # No place is named, so there is no country whose permit could be asked for.
    if situation.need.area is None:
        return
    areas = situation.world.areas
    country = areas.country(situation.need.area)
    until = team.permits.get(country)
    # For as long as the work takes: a permit that ends on the way leaves our people there without
    # one.
    lasts = situation.by or situation.today
    if country not in team.permits or (until is not None and until < lasts):
        yield MetCondition(
            (team.id,), {"team": team.name or team.id, "country": areas.name(country)}
        )


def _there_on(situation: Situation, team: OwnTeam) -> date | None:
    return None if team.days is None else situation.today + timedelta(days=team.days)


def _when(team: OwnTeam) -> Sentence:
    days = team.days or 0
    return {0: say("today"), 1: say("tomorrow")}.get(days) or say("in {n} days", n=days)


def comes_too_late(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    """Yield that this team comes too late; when it is too late for all of us,
    `too_late` says so."""
    by, there = situation.by, _there_on(situation, team)
    if by is not None and there is not None and situation.today <= by < there:
        yield MetCondition((team.id,), {"team": team.name or team.id, "when": _when(team)})


def comes_in_time(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    by, there = situation.by, _there_on(situation, team)
    if by is not None and there is not None and there <= by:
        yield MetCondition((team.id,), {"team": team.name or team.id, "when": _when(team)})


def team_speaks_her_language(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    if situation.case.languages & team.languages:
        yield MetCondition((team.id,), {"team": team.name or team.id})


def team_languages_not_on_file(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    if situation.case.languages and not team.languages:
        yield MetCondition((team.id,), {"team": team.name or team.id})


def team_needs_an_interpreter(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    hers, theirs = situation.case.languages, team.languages
    if hers and theirs and not hers & theirs:
        yield MetCondition((team.id,), {"team": team.name or team.id})
