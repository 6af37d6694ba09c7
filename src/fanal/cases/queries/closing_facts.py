"""What is known of her when a case is to be closed, so that closing asks nothing again: the apps
above that follow her say it here when the server starts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import said_to_each
from fanal.cases.queries.deaths import died_of
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import NO, ConsentPurpose, ConsentState
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.people.models import Person


@dataclass(frozen=True)
class GoalAtClosing:
    """A goal in her words, and how far it is by her own word; None where nobody asked."""

    words: str
    by_her_word: Sentence | None


@dataclass(frozen=True)
class PlanAtClosing:
    """What her plan says: `code` and `address` of the person it is of. `safe`: what she said the
    last time somebody reached her, on `last`; `her_words`: of that day, or on the end of the plan.
    `reason`: for closing, where the plan says one."""

    code: str
    address: str
    standing: Sentence
    last: date | None
    safe: bool | None
    her_words: str
    goals: list[GoalAtClosing]
    reason: ClosureReason | None


# Of the people of a case whose plans this user reads. What is opened is written down by who reads.
PLANS_AT_CLOSING: list[Callable[[Case, User, Ring], Iterable[PlanAtClosing]]] = []


# Of some people those whom an app above asks how they are: so that closing does not ask, and the
# clock of a closed case keeps silent.
FOLLOWED: list[Callable[[Collection[UUID]], set[UUID]]] = []


# Of which of these people a plan says how she may be reached.
RULES_SAID: list[Callable[[Collection[UUID]], set[UUID]]] = []


def rules_said_elsewhere(people: Collection[UUID]) -> frozenset[UUID]:
    return frozenset().union(*(read(people) for read in RULES_SAID)) if people else frozenset()


def not_asked_here(people: Collection[UUID]) -> frozenset[UUID]:
    """Return whom the clock of a closed case does not ask: an app above does, or she died."""
    return followed_elsewhere(people) | died_of(people).keys()


def followed_elsewhere(people: Collection[UUID]) -> frozenset[UUID]:
    return frozenset().union(*(read(people) for read in FOLLOWED)) if people else frozenset()


def contact_said(people: Collection[UUID]) -> dict[UUID, bool]:
    """Whether they may be contacted after closing, of those who said so. A yes that ran out is
    none."""
    states = said_to_each(ConsentPurpose.AFTER_CLOSING, people, timezone.localdate())
    # Who was not asked, or could not answer, is left out: closing asks her.
    ended = NO | {ConsentState.EXPIRED}
    return {
        person: state.allows for person, state in states.items() if state.allows or state in ended
    }


@dataclass(frozen=True)
class ContactAfter:
    """Whether somebody may be contacted after closing: where her consent stands; `followed`: her
    plan goes on, and asks it when it ends."""

    person: Person
    state: ConsentState
    followed: bool

    @property
    def to_ask(self) -> bool:
        return not self.followed and self.state in NOT_ANSWERED


NOT_ANSWERED = frozenset(
    {
        ConsentState.NOT_ASKED,
        ConsentState.NOT_ABLE_NOW,
        ConsentState.EXPIRED,
        ConsentState.GIVEN_AS_CHILD,
        ConsentState.HER_YES_MISSING,
    }
)


def contact_after(case: Case, today: date) -> list[ContactAfter]:
    """Where contact stands for everybody living whom the case concerns, without her family."""
    links = case.concerned.order_by("id")
    people = {link.person_id: link.person for link in links}
    answers = said_to_each(ConsentPurpose.AFTER_CLOSING, people, today)
    followed, died = followed_elsewhere(people), died_of(people)
    return [
        ContactAfter(person, answers[id], id in followed)
        for id, person in people.items()
        if id not in died
    ]


def plans_at_closing(case: Case, user: User, ring: Ring) -> list[PlanAtClosing]:
    return [plan for read in PLANS_AT_CLOSING for plan in read(case, user, ring)]


def proposed_closure(plans: Iterable[PlanAtClosing], *, explained: bool) -> dict[str, str]:
    """Return reason and words for the form, where a single plan says why: of two people nobody
    guesses. No words where something has to be explained: hers of another day explain nothing."""
    at_closing = list(plans)
    if len(at_closing) != 1 or at_closing[0].reason is None:
        return {}
    return {"reason": at_closing[0].reason.value} | (
        {} if explained else {"words": at_closing[0].her_words}
    )
