"""Who can help? The situation of a case, for the rules of trust."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from fanal.accounts.models import Team as Row
from fanal.accounts.models import User
from fanal.cases.access import conflicts_on
from fanal.cases.models import Case
from fanal.core.roles import Permission, roles_that
from fanal.core.trust import disclosure_rules
from fanal.core.trust.capacity_rules import stays_behind
from fanal.core.trust.change import Change, what_would_change
from fanal.core.trust.decide import RankedOptions, decide, next_steps
from fanal.core.trust.parties import Directory, Party
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.situation import OwnTeam, ServiceNeed, Situation, World
from fanal.core.trust.to_json import sentence_of
from fanal.core.trust.travel_facts import NOTHING_KNOWN, Going
from fanal.core.trust.vocabulary import PartnerPurpose, PartyKind, Urgency
from fanal.core.words import Sentence, say
from fanal.partners import access as partners
from fanal.partners.models import Area, Partner
from fanal.partners.queries.world import world
from fanal.people.models import Person
from fanal.sharing.queries.facts import facts_of
from fanal.sharing.queries.fitting_partners import NO_SERVICE

GOES = roles_that(Permission.WORK_CASES)


@dataclass(frozen=True)
class Advice:
    """What to do. `teams`: which of the options are teams of ours. `steps`: what to do first where
    nobody can be asked or sent."""

    decision: RankedOptions
    changes: list[tuple[Change, Sentence]]
    teams: frozenset[str]
    steps: tuple[Sentence, ...] = ()


def advice(
    *,
    case: Case,
    person: Person,
    purposes: Iterable[PartnerPurpose],
    area: Area,
    user: User,
    now: datetime,
    languages: frozenset[str] = frozenset(),
    age: tuple[int, int] | None = None,
    urgency: Urgency = Urgency.PLANNED,
    going: Going = NOTHING_KNOWN,
) -> Advice:
    """The options for this need, as this user may see them. Nobody goes who had better stay behind,
    though for a reason that is not for her to know: such a colleague is not counted, nor named."""
    at_work = Row.objects.filter(closed_on=None).exclude(reaches=None).distinct()
    teams = list(at_work.prefetch_related("members", "reaches__country"))
    facts = facts_of(case, person, age=age, urgency=urgency, languages=languages, own_teams=teams)
    on_file = _with_names(world(partners.known_ties(user)), teams)
    need = ServiceNeed(frozenset(map(PartnerPurpose, purposes)), str(area.id))
    country = on_file.areas.country(str(area.id))
    behind = frozenset(map(str, conflicts_on(case.id).values_list("user", flat=True)))
    ours = tuple(_team(team, behind, country) for team in teams)
    situation = Situation(now, facts, on_file, need, _candidates(on_file, teams), ours, going)
    seen = redacted_for(
        replace(situation, candidates=_there(situation)), partners.hidden_from(user)
    )
    seen = replace(seen, candidates=tuple(who for who in seen.candidates if _is_offered(seen, who)))
    seen = _without(seen, replace(situation, world=_with_names(world(), teams)))
    decision = decide(seen)
    few = len(seen.candidates) <= FEW  # each change weighs all of them anew
    return Advice(
        decision,
        _changes(seen, decision) if few else [],
        frozenset(team.id for team in seen.teams),
        next_steps(seen, decision),
    )


MOST_CHANGES = 6
FEW = 40


def _changes(seen: Situation, decision: RankedOptions) -> list[tuple[Change, Sentence]]:
    said_on = {finding.id: finding.said_on for finding in seen.world.findings}
    return [
        (change, sentence_of(seen, change, _called(said_on.get(change.finding))))
        for change in what_would_change(seen, decision)[:MOST_CHANGES]
    ]


def _candidates(on_file: World, teams: Iterable[Row]) -> tuple[str, ...]:
    """Return everybody in the register who is none of our own and has a service to give."""
    colleagues = {str(member.pk) for team in teams for member in team.members.all()}
    no_service = Partner.objects.filter(type__in=NO_SERVICE).values_list("id", flat=True)
    left_out = colleagues | set(map(str, no_service))
    return tuple(
        party.id
        for party in on_file.directory.parties.values()
        if party.merged_into is None and party.id not in left_out
    )


def _is_offered(seen: Situation, party: str) -> bool:
    """Whether a page of hers may name this one: nobody who must never know of her, or would
    tell."""
    return not any(disclosure_rules.never_told(seen, party)) and not any(
        disclosure_rules.told_through_a_third(seen, party)
    )


def _without(seen: Situation, on_file: Situation) -> Situation:
    """Return `seen` without those of whom only what is `on_file` says that they stay behind."""
    teams = []
    for team in seen.teams:
        unsaid = stays_behind(on_file, team).keys() - stays_behind(seen, team).keys()
        teams.append(replace(team, members=team.members - unsaid))
    return replace(seen, teams=tuple(teams))


def _called(said_on: date | None) -> Sentence | None:
    return None if said_on is None else say("the finding of {day}", day=said_on)


def _with_names(on_file: World, teams: Iterable[Row]) -> World:
    """Return the register with our own people in it, so that sentences name them."""
    own = {
        str(member.pk): Party(str(member.pk), PartyKind.PERSON, str(member))
        for team in teams
        for member in team.members.all()
    }
    parties = [*on_file.directory.parties.values(), *own.values()]
    directory = Directory.of(parties, on_file.directory.ties)
    return replace(on_file, directory=directory)


def _there(situation: Situation) -> tuple[str, ...]:
    """The partners with a presence in the area, and their parts; all of them where none has one."""
    world_, area = situation.world, situation.need.area
    there = {
        party.id
        for party in world_.directory.parties.values()
        if any(
            stay.holds_on(situation.today) and world_.areas.touches(stay.area, area)
            for stay in party.stays
        )
    }
    return (
        tuple(candidate for candidate in situation.candidates if candidate in there)
        or situation.candidates
    )


def _team(row: Row, behind: frozenset[str], country: str) -> OwnTeam:
    going = (member for member in row.members.all() if member.is_active and member.role in GOES)
    members = frozenset(str(member.pk) for member in going)
    reaches = [reach for reach in row.reaches.all() if str(reach.country_id) == country]
    return OwnTeam(
        id=str(row.id),
        name=row.name,
        members=members,
        must_not_go=behind & members,
        languages=frozenset(" ".join(reach.languages for reach in reaches).split()),
        days=min((reach.days for reach in reaches), default=None),
        permits={
            str(reach.country_id): reach.permitted_until for reach in reaches if reach.permitted
        },
    )
