"""Nobody is planned for, or given to, whoever may not hold her; nobody leaves without a go.

What has happened already is never refused: it is kept, and the board is red until it is mended.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.errors import Refused
from fanal.core.journeys.custody import CustodyReason, CustodyTrouble, by_sentence
from fanal.core.journeys.state import JourneyState
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.planned_custody import planned_troubles
from fanal.journeys.queries.travelling_people import escorts_of
from fanal.people.models import Person

ANOTHER_WAY = say(
    "Choose somebody else, find out what is missing, or two of you decide. If it has already"
    " happened, say so below: it is kept in any case."
)


def must_be_fit(
    *,
    journey: Journey,
    custodians: Collection[JourneyCustodian],
    by: User,
    persons: Iterable[str] = (),
    asked: bool = False,
) -> None:
    """Check that `custodians` may take these persons over; without any, whoever is on the journey.

    Raises `Refused` with what stands against it. A plan is what she is asked about: that she was
    not asked yet stops nothing unless `asked`.
    """
    now, wanted = timezone.localtime(), set(persons)
    passed = frozenset() if asked else frozenset({CustodyReason.NOT_ASKED})
    if planned_troubles(journey, custodians, now, persons=wanted, without=passed):
        # Asked again as `by` may read it: a finding about one of ours is not hers to know, but it
        # stops her all the same.
        seen = planned_troubles(
            journey, custodians, now, persons=wanted, without=passed, seen_by=by
        )
        raise Refused(*(_reasons(seen) or [CANNOT_GO]), ANOTHER_WAY)


def _reasons(troubles: Iterable[CustodyTrouble]) -> list[Sentence]:
    """Return each reason once; what holds for some of them alone, with the code names of those."""
    about = by_sentence(troubles)
    named = Person.objects.filter(id__in=frozenset().union(*about.values()))
    codes = {str(person.id): person.code_name for person in named}
    return [
        say(
            "{who}: {why}", who=", ".join(sorted(codes[person] for person in persons)), why=sentence
        )
        if persons
        else sentence
        for sentence, persons in about.items()
    ]


# What stands against one of ours is for the leads and the director to know.
CANNOT_GO = say("One of us must not go with her: ask the director.")


STAYS_HERE = say(
    "Whoever said no stays, and the others leave without her. If her life or body is in danger "
    "there, two of you decide; if they have left already, say so below: it is kept in any case."
)


STILL_AN_ESCORTS = say(
    "Hand her over first to whoever has her at home; the other side confirms. If she is home"
    " already, say so below: it is kept in any case."
)


def must_be_handed_over(*, journey: Journey, state: JourneyState, home: Collection[str]) -> None:
    """Refuse for whom of these an escort has, or who was given and nobody confirmed it: she is home
    once somebody there has her. Raises `Refused`."""
    escorts = escorts_of(journey)
    states = [
        state_of_person
        for state_of_person in map(state.persons.get, sorted(home))
        if state_of_person is not None
    ]
    gone_along = {
        state_of_person.person
        for state_of_person in states
        # “Home” while an escort has her would end the journey and leave nobody answering for her.
        if state_of_person.custodian in escorts or state_of_person.given_to
    }
    if gone_along:
        named = Person.objects.filter(id__in=gone_along)
        who = ", ".join(sorted(person.code_name for person in named))
        raise Refused(say("{who}: not yet handed over at home", who=who), STILL_AN_ESCORTS)


def must_have_a_go(*, journey: Journey, leaving: Collection[str]) -> None:
    """Require a go. Raises `Refused` with all that is missing before these persons leave; of all of
    the journey without any."""
    go = go_of(journey, timezone.localtime(), leaving=leaving)
    if not go.may_leave:
        head = say("No go. Reasons against leaving: {n}", n=len(go.against))
        raise Refused(head, *go.against, STAYS_HERE if go.said_no else ANOTHER_WAY)
