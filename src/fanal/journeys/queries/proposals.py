"""The answers known before a form of a journey asks: from her file, from what was asked before."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_for, cases_with, compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.before_calling import RULE, word_agreed
from fanal.cases.queries.present import states_in
from fanal.core.casework.statements import Custody
from fanal.core.journeys.planning import GoNoGoItem
from fanal.core.sealing.compartments import IDENTITY
from fanal.journeys.models import Journey, Leg
from fanal.journeys.queries.before_calling import MOST, before_calling_on
from fanal.journeys.queries.go_no_go import Go
from fanal.keys.ring import Ring
from fanal.people.own_words import country_code
from fanal.people.queries import described
from fanal.sharing.models import Referral
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


def for_leg(journey: Journey, *, waits_there: bool = False) -> Answers:
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
