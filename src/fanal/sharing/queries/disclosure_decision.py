"""What whoever decides that somebody is told of her reads beforehand: whether she is a child, whose
yes it rests on, and how far the partner is trusted where. No key is needed, and no more is said
than a decision takes: that she is a child, and not how old. Whether she is in danger now is said by
`danger_line`, as on every page about a case.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.calendars.intervals import lies_within
from fanal.core.casework.consent import GivenBy
from fanal.core.trust.consent import ConsentFact
from fanal.core.trust.proxy_consent import HERSELF as SHE_HERSELF
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, with_implied
from fanal.core.words import Sentence
from fanal.partners.models import Partner
from fanal.partners.queries.pages import ShownFinding, findings_of, world_for
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.models import Override
from fanal.sharing.queries.facts import classes_in, facts_of
from fanal.sharing.queries.pages import overridden_now
from fanal.web.typing import PageText

A_CHILD = _("A child")
NOT_SURE = _("Not known for sure: she is treated as a child")


@dataclass(frozen=True)
class HeardYes:
    """A yes, by whom, on which day; `agrees`: of a child for whom another answered, whether she
    agrees herself, None where nobody asked her."""

    who: Sentence
    on: date
    hers: bool
    agrees: bool | None


@dataclass(frozen=True)
class BeforeAYes:
    """What is read before a decision. `case`: for the line of danger. `age`: "" of an adult.
    `by_two`: who tell them without her consent, and until when. `trusted`: what counts today."""

    case: Case
    age: PageText
    said_yes: list[HeardYes]
    by_two: list[tuple[Override, datetime]]
    trusted: list[ShownFinding]


def before_a_yes(
    case: Case,
    people: Collection[Person],
    whom: Partner | Team,
    told: Iterable[str],
    purpose: PartnerPurpose,
    user: User,
) -> BeforeAYes:
    classes, ours = frozenset(map(DataClass, told)), isinstance(whom, Team)
    heard = [
        _heard(fact)
        for person in people
        for fact in facts_of(
            case, person, own_teams=[whom] if isinstance(whom, Team) else (), among_us=ours
        ).consents
        if _counts(fact, str(whom.pk), classes, purpose)
    ]
    return BeforeAYes(
        case,
        age_words(people),
        sorted(dict.fromkeys(heard), key=lambda yes: (yes.on, not yes.hers)),
        [] if heard else _without_her(case, whom, classes, purpose),
        _trusted(whom, user) if isinstance(whom, Partner) else [],
    )


def _without_her(
    case: Case, whom: Partner | Team, classes: frozenset[DataClass], purpose: PartnerPurpose
) -> list[tuple[Override, datetime]]:
    """Return what covers some of what is asked, as of her own yes."""
    return [
        (row, until)
        for row, until in overridden_now(case, timezone.localtime())
        if row.addressee == whom and _overrides(row, classes, purpose)
    ]


def _overrides(row: Override, classes: frozenset[DataClass], purpose: PartnerPurpose) -> bool:
    told_for = with_implied(frozenset({PartnerPurpose(row.purpose)}))
    return purpose in told_for and not classes.isdisjoint(classes_in(row.classes))


def age_words(people: Iterable[Person]) -> PageText:
    """Return what is said of their age. The youngest decides: whoever is told of a mother with her
    child is told of the child."""
    ages = consent_ages([person.id for person in people], timezone.localdate()).values()
    if any(age.surely_child for age in ages):
        return A_CHILD
    return NOT_SURE if any(age.as_child for age in ages) else ""


def _counts(
    fact: ConsentFact, whom: str, classes: frozenset[DataClass], purpose: PartnerPurpose
) -> bool:
    holds = fact.stands and lies_within(timezone.localdate(), fact.on, fact.until)
    return holds and any(fact.covers({whom}, purpose, one, ()) for one in classes)


def _heard(fact: ConsentFact) -> HeardYes:
    hers = fact.given_by == SHE_HERSELF
    return HeardYes(GivenBy(fact.role or GivenBy.HERSELF).sentence(), fact.on, hers, fact.assent)


def _trusted(partner: Partner, user: User) -> list[ShownFinding]:
    found = findings_of(user, partner, timezone.localtime(), world_for(user))
    return [finding for finding in found if finding.counts]
