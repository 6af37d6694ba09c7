"""What other apps learn of sharing: what keeps a case open, whose yes counts, its line of story."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.reachable import whoever_to_call
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.forms.fields import COMPARTMENT_WORDS
from fanal.cases.models import Case, Consent
from fanal.cases.queries.consent_validity import RelatedCases
from fanal.cases.queries.story import NextDate, StoryItem, StoryQuery, WordsAlong
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.consent import OVERRIDE_LASTS
from fanal.core.trust.parties import Directory
from fanal.core.trust.proxy_consent import Doubt, somebody_may_answer
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.situation import ServiceNeed, Situation, World
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.keys.ring import Ring
from fanal.partners.queries.connections import with_circles
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.models import Disclosure, Override, Referral, Transfer
from fanal.sharing.queries.facts import (
    facts_of,
    facts_of_each,
    given_by_in,
    givers_in,
    role_in,
    said_of,
)
from fanal.sharing.queries.gate_rows import GateRow
from fanal.sharing.queries.lost_trust import THERE, trusted_less
from fanal.sharing.queries.pages import overrides_that_count
from fanal.sharing.queries.withheld import taken_over, who_passes_on
from fanal.web.days_in_words import relative_day

# Children for whom nobody on file may answer: no key is needed.
NOBODY_ANSWERS = say("nobody on file may answer for her, and she is a child or may be one")


def guardians_still_open(case: Case, _user: User, now: datetime) -> Iterator[StillOpen]:
    """Once, for whichever of the people whom the case concerns."""
    concerned = case.concerned.values("person")
    people = list(Person.objects.filter(id__in=concerned).order_by("id"))
    ages = consent_ages([person.id for person in people], now.date())
    children = [person for person in people if ages[person.id].as_child]
    if not children:
        return
    every = facts_of_each([(case, child) for child in children])
    if not all(somebody_may_answer(fact.around, fact.decisions, now.date()) for fact in every):
        yield StillOpen(OpenEnd.GUARDIAN, NOBODY_ANSWERS)


YES_OR_NO = (ConsentAnswer.GIVEN, ConsentAnswer.REFUSED)


# Whose recorded yes counts for nothing, by the rule of the gate: `core.trust.proxy_consent`.
class _Named(NamedTuple):
    """A case or a person by the id, which is all that is asked of it."""

    id: UUID


def doubts(rows: Iterable[Consent], related: RelatedCases | None = None) -> dict[UUID, Doubt]:
    """Why the yes of these records, or the no of a suspect, counts for nothing, by id; those that
    count are left out."""
    answered_for_her = [
        row for row in rows if row.answer in YES_OR_NO and row.given_by != GivenBy.HERSELF
    ]
    cases = [_Named(case_id) for case_id in {row.case_id for row in answered_for_her}]
    if not cases:
        return {}
    by_id: dict[UUID, Doubt] = {}
    for case, said in said_of(cases, related).items():
        by_id |= _in_case(case, said, [row for row in answered_for_her if row.case_id == case])
    return by_id


def _in_case(case: UUID, said: list[GateRow], rows: list[Consent]) -> dict[UUID, Doubt]:
    directory = with_circles(Directory.of(()), givers_in(said))
    world, now, nothing = World(directory=directory), timezone.localtime(), ServiceNeed(frozenset())
    by_id = {row.id: (given_by_in(row), role_in(row)) for row in said if row.kind == "consent"}
    doubts_by_id: dict[UUID, Doubt] = {}
    for person in {row.person_id for row in rows}:
        facts = facts_of(_Named(case), _Named(person), said={case: said})
        where = Situation(now, facts, world, nothing)
        for row in rows:
            why = where.doubt(*by_id[str(row.id)]) if row.person_id == person else None
            # In doubt of who may answer a no stands: it tells nobody anything.
            if why and (row.answer == ConsentAnswer.GIVEN or why is Doubt.VOID):
                doubts_by_id[row.id] = why
    return doubts_by_id


# Referrals that keep a case open: asked, and not answered.
WAITS = {
    ReferralState.DRAFT: say("a referral to {partner} is prepared and not sent"),
    ReferralState.SENT: say("a referral to {partner} has no answer"),
    ReferralState.EXPIRED: say("a referral to {partner} ran out without an answer"),
    ReferralState.IN_PROGRESS: say("a referral to {partner} is still running"),
}


def referrals_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    rows = Referral.objects.filter(case=case, state__in=WAITS).select_related("partner")
    for row in rows.defer("sealed").order_by("made_on", "id"):
        template = WAITS[ReferralState(row.state)].template
        yield StillOpen(OpenEnd.REFERRAL, Sentence(template, {"partner": row.partner.name}))


# What her story says of sharing: referrals that are open, when an answer is due, and what others
# still hold of a case that is closed; what the team before held back.
OPEN = (
    ReferralState.DRAFT,
    ReferralState.SENT,
    ReferralState.EXPIRED,
    ReferralState.ACCEPTED,
    ReferralState.IN_PROGRESS,
)
OPEN_REFERRALS, TOLD_PARTNERS = "open referrals", "partners who were told"
TAKEN_OVER = "how the team took the case over"
ASKED = {ReferralState.SENT, ReferralState.EXPIRED}


def open_referrals(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield each referral with how far it is; what was asked is part of her story, so not without
    that part. Whoever is trusted less since it was sent is not named as calmly as before: why
    stands on its page."""
    rows = _open(query)
    went = [row for row in rows if _state(row) in THERE]
    fallen = {one.referral.pk for one in trusted_less(went, query.user, query.now)}
    for row in rows:
        state, who = _state(row).label, row.partner.name
        says = (
            say("{partner}, trusted less than before: {state}", partner=who, state=state)
            if row.pk in fallen
            else say("{partner}: {state}", partner=who, state=state)
        )
        about = row.person.code_name if len(query.people) > 1 else ""
        yield StoryItem(says, reverse("sharing:referral", args=[row.id]), about=about)


def answers_due(query: StoryQuery) -> Iterator[NextDate]:
    """Yield the days on which partners are to answer."""
    for row in _open(query):
        if row.due and _state(row) in ASKED:
            what = say("answer of {partner}", partner=row.partner.name)
            yield NextDate(row.due, what, reverse("sharing:referral", args=[row.id]))


def held_by_others(query: StoryQuery) -> Iterator[StoryItem]:
    """What partners were told and have neither given back nor destroyed."""
    if not query.rights.works:
        return
    rows = rows_read(query.read, TOLD_PARTNERS, lambda: _disclosures(query))
    partners = {row.partner.name: row.on for row in sorted(rows, key=lambda told_row: told_row.on)}
    for name, on in partners.items():
        says = say("{partner}, told {day}", partner=name, day=on)
        yield StoryItem(says, reverse("sharing:case", args=[query.case.id]))


def held_back_before(query: StoryQuery) -> Iterator[StoryItem]:
    """What the team before held back when it gave the case away, and who there can pass it on."""
    if not query.rights.works:
        return
    rows = rows_read(query.read, TAKEN_OVER, lambda: taken_over(query.case))
    for row in _last(rows):
        if parts := row.held_back():
            what = ", ".join(str(COMPARTMENT_WORDS[part]) for part in parts)
            yield StoryItem(
                say("{what}: held back by {team}", what=what, team=row.giving.name),
                reverse("sharing:transfer", args=[row.id]),
                about=whoever_to_call(who_passes_on(row), row.giving, reader=query.user),
            )


def words_along(query: StoryQuery) -> Iterator[WordsAlong]:
    """Yield what the team before wrote that she needs now."""
    if not query.rights.works or query.case.closed:
        return
    rows = rows_read(query.read, TAKEN_OVER, lambda: taken_over(query.case))
    for row in _last(rows):
        if words := _needed(row, query.ring):
            address = reverse("sharing:transfer", args=[row.id])
            on = row.answered_on or row.offered_on
            yield WordsAlong(words, row.giving.name, on, address)


def _needed(row: Transfer, ring: Ring) -> str:
    return str((row.try_unseal(ring) or {}).get("needed", ""))


def _last(rows: Iterable[Transfer]) -> list[Transfer]:
    """The last of these transfers, if there is one."""
    return sorted(rows, key=lambda taken: (taken.answered_on or taken.offered_on, taken.id))[-1:]


def sharing_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of sharing."""
    asked: RowsAsked = {}
    if NARRATIVE in query.rights.opens:
        asked[OPEN_REFERRALS] = RowsOf(Referral, lambda: _open_in(query))
    if query.case.closed and query.rights.works:
        asked[TOLD_PARTNERS] = RowsOf(Disclosure, lambda: _disclosures(query))
    elif query.rights.works:
        asked[TAKEN_OVER] = RowsOf(Transfer, lambda: taken_over(query.case))
    return asked


def _open(query: StoryQuery) -> list[Referral]:
    """Return the open referrals, asked for by two lines of one page, and read once."""
    if NARRATIVE not in query.rights.opens:
        return []
    rows = rows_read(query.read, OPEN_REFERRALS, lambda: _open_in(query))
    return sorted(rows, key=lambda row: (-row.made_on.toordinal(), row.id))


def _open_in(query: StoryQuery) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case=query.case, state__in=OPEN).defer("sealed")
    return rows.select_related("partner", "person").order_by()


def _disclosures(query: StoryQuery) -> QuerySet[Disclosure]:
    rows = Disclosure.objects.filter(case=query.case, recall_answered_on=None)
    return rows.select_related("partner").order_by()


def _state(row: Referral) -> ReferralState:
    return ReferralState(row.state)


def agreed_by_a_second(user: User, now: datetime) -> list[TodayRow]:
    """Return it for who asked, as long as it holds and the gate counts it: 24 hours, which nobody
    learns of by a look at the case tomorrow. That a missing person is looked for is told with its
    sheet."""
    rows = Override.objects.filter(first=user, at__gt=now - OVERRIDE_LASTS, at__lte=now)
    rows = rows.filter(case__in=cases_for(user).exclude(closed=True).order_by().values("id"))
    rows = rows.exclude(purpose=PartnerPurpose.FIND_MISSING)
    asked = list(rows.select_related("case", "partner", "team", "second").order_by("at", "id"))
    counted = overrides_that_count({one.case for one in asked})
    return [_row(one, one.at) for one in asked if one.at and one.id in counted]


def _row(agreed: Override, at: datetime) -> TodayRow:
    until = relative_day(at + OVERRIDE_LASTS)
    return TodayRow(
        reverse("sharing:case", args=[agreed.case_id]),
        _("{who} may be told without her consent").format(who=agreed.recipient),
        about=agreed.case.code_name,
        more=_("{who} agreed. It ends {when}.").format(who=agreed.second, when=until),
        icon="consent",
        tone="care",
        pressing=True,
    )
