"""The answers known before a form of a journey asks: from her file, from what was asked before."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_for, cases_with, compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.before_calling import (
    RULE,
    RuleToRead,
    before_calling,
    pages_of_rules,
    word_agreed,
)
from fanal.cases.queries.present import VisibleState, states_in, states_of
from fanal.cases.templatetags.present import said_by, who_has_her
from fanal.core.casework.statements import Custody
from fanal.core.journeys.planning import GoNoGoItem
from fanal.core.sealing.compartments import IDENTITY
from fanal.journeys.models import Journey, Leg, Traveller
from fanal.journeys.queries.go_no_go import Go
from fanal.journeys.queries.journey import JourneyPage
from fanal.journeys.queries.travelling_people import away_from
from fanal.keys.ring import Ring
from fanal.people.own_words import country_code
from fanal.people.queries import described
from fanal.sharing.models import Referral
from fanal.web.days_in_words import date_here, day_of
from fanal.web.typing import Answers

# Of the apps above: who of ours has her now, by a case that this user works on.
WITH_US: list[Callable[[Case, User], Answers]] = []


def first_custodian(case: Case | None, user: User, ring: Ring) -> Answers:
    """Return who has her now, as our own books say, or by name who holds her, as her case does: the
    first custodian of a journey."""
    if case is None:
        return {}
    with_us = next((told for asks in WITH_US if (told := asks(case, user))), {})
    return with_us or _holder(case, user, ring)


def _holder(case: Case, user: User, ring: Ring) -> Answers:
    states = states_in(case, user, ring).values()
    last = [seen.state.custodian for seen in states if seen.state.custody is Custody.HOLDER]
    names = {str(said.answer) for said in last if said} - set(Custody)
    return {"label": names.pop()} if len(names) == 1 else {}


def case_of(user: User, given: str) -> Case | None:
    """Return the case from which a journey was begun, where this user may open it."""
    try:
        return cases_for(user).filter(id=UUID(given)).first()
    except ValueError:
        return None


def for_traveller(case: Case | None, user: User, ring: Ring) -> Answers:
    """Return the case, and the nationality that her file names where she is alone in it."""
    if case is None:
        return {}
    known: Answers = {"case": case.pk}
    people = list(case.people.values_list("id", flat=True))
    if len(people) == 1 and IDENTITY in compartments_for(user, case):
        citizenship = described(people, ring).get(people[0], {}).get("citizenship")
        known["nationality"] = country_code(citizenship) if isinstance(citizenship, str) else ""
    return known


def team_of(journey: Journey) -> Answers:
    """Return who leads a journey, and who of ours goes along."""
    named = (str(who) for custodian in journey.custodians.all() for who in custodian.colleagues)
    return {"team": "\n".join(dict.fromkeys([str(journey.lead), *named]))}


def word_of_rules(journey: Journey, user: User, ring: Ring) -> Answers:
    """Return the word that her contact rules hold, for whoever reads them: of a group each has her
    own."""
    if journey.travellers.count() != 1:
        return {}
    rules = [one.rule for one in before_calling_on(journey, user, ring) if one.rule]
    words = {rule.code_word for rule in rules if rule.code_word}
    return {"code_word": words.pop()} if len(words) == 1 else {}


def word_is_known(journey: Journey, go: Go, user: User, ring: Ring) -> bool:
    """Whether the rules of all who travel hold a word, as far as this user reads them, and nobody
    has answered yet that one is agreed."""
    asked = any(one.item == GoNoGoItem.CODE_WORD_AGREED and one.yes is None for one in go.lines)
    if not asked:
        return False
    travelling = set(journey.travellers.order_by().values_list("case", flat=True))
    if len(travelling) > MOST:
        return False
    read = list(cases_with(user, RULE.compartment).filter(id__in=travelling))
    whole = 0 < len(travelling) == len(read)
    return whole and all(word_agreed(case, ring) for case in read)


def of_leg(leg: Leg) -> Answers:
    """Return a leg as it was planned."""
    return {
        "start": leg.start_id,
        "end": leg.end_id,
        "crossing": leg.crossing_id,
        "custodian": leg.hands_id,
        "leaves": leg.leaves,
        "arrives": leg.arrives,
        "by_what": leg.by_what,
    }


def for_leg(journey: Journey, *, waits_there: bool) -> Answers:
    """Return the proposed ends and days of a leg: it begins where and when the last one ends, the
    first on the day of the journey, and leads to where a partner was asked last for one of the
    travellers. `waits_there`: something takes place between two legs, and nobody knows how long."""
    last = journey.legs.order_by("number").last()
    cases = journey.travellers.order_by().values("case")
    asked = (
        Referral.objects.filter(case__in=cases)
        .exclude(area=None)
        .order_by("-made_on", "id")
        .first()
    )
    day = timezone.localdate(last.arrives) if last else journey.starts_on
    known: Answers = {
        "start": last.end_id if last else None,
        "end": asked.area_id if asked else None,
        "leaves": last.arrives if last and not waits_there else day,
        # The day alone: at which hour she is there, nobody has said yet.
        "arrives": day,
    }
    if known["start"] == known["end"]:
        known["end"] = None
    return {name: value for name, value in known.items() if value}


# Where those are who are still on the way of a journey that is to end, as their cases say it: for
# a form, which shows from where it is, and keeps nothing of it unseen.


def proposed_where(found: JourneyPage, user: User, ring: Ring, now: datetime) -> str:
    """Return a line for each of whom it is certain; of a hand-over that was confirmed the journey
    knows it already."""
    people = [UUID(one.one.person) for one in away_from(found)]
    states = states_of(people, user, ring, now) if people else {}
    return "\n".join(
        line
        for person in people
        for line in _line(found.codes.get(str(person), "?"), states[person])
    )


def _line(code: str, seen: VisibleState) -> Iterator[str]:
    last = seen.state.custodian
    if last is None or seen.state.or_custodian or not seen.state.is_kept or seen.in_danger:
        return
    words = _("{code}: with {who} (by {source}, {day})")
    # The day itself: what is kept is read much later.
    day = date_here(day_of(last.said))
    yield words.format(code=code, who=who_has_her(last), source=said_by(last), day=day)


# How those who travel may be reached, for whoever is about to ask how they are.

MOST = 3  # cases: the rules of a busload stand on the page of each case


def before_calling_on(journey: Journey, user: User, ring: Ring) -> list[RuleToRead]:
    """Return every rule that holds; of many travellers only where each stands."""
    travelling = Traveller.objects.filter(journey=journey).order_by().values("case")
    cases = list(cases_for(user).filter(id__in=travelling).order_by("opened_on", "id"))
    if len(cases) > MOST:
        # As `before_calling`: whoever has no key to how she may be reached is not led there.
        return pages_of_rules(cases_with(user, RULE.compartment).filter(id__in=travelling))
    return [rule for case in cases for rule in before_calling(case, user, ring)]
