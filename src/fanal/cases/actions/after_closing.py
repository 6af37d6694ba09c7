"""Whether she may be contacted after a case is closed: written as her consent, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import NO, ConsentAnswer, ConsentPurpose, ConsentState, GivenBy
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person

AFTER = ConsentPurpose.AFTER_CLOSING


@dataclass(frozen=True)
class SaidOfContact:
    """An answer about contact after closing: her yes or no; `how` she may be reached, in words; in
    which `language` she was asked. Of a child `given_by` and `giver`: who answered, and `assent`:
    what the child said."""

    yes: bool
    how: str = ""
    language: str = ""
    given_by: str = GivenBy.HERSELF
    giver: CaseEntry | None = None
    assent: bool | None = None

    def is_on_file(self, known: ConsentState) -> bool:
        """Whether this answer stands already, so that it would be written a second time."""
        return known.allows if self.yes else known in NO

    def told(self) -> dict[str, object]:
        answers: dict[str, object] = {"words": self.how, "language": self.language}
        answered = {name: value for name, value in answers.items() if value}
        return answered if self.assent is None else answered | {"assent": self.assent}


def say_after_closing(
    *, case: Case, person: Person, contact: SaidOfContact, by: User, ring: Ring, on: date | None
) -> ConsentState:
    """Record the answer unless it is on file already; return where her consent stands then."""
    today = timezone.localdate()
    known = said_to(AFTER, person.pk, today)
    # A second record of the same answer would move the day on which she gave it.
    if contact.is_on_file(known):
        return known
    record_consent(
        case=case,
        person=person,
        purpose=AFTER,
        answer=ConsentAnswer.GIVEN if contact.yes else ConsentAnswer.REFUSED,
        answers=contact.told(),
        by=by,
        ring=ring,
        on=on,
        given_by=contact.given_by,
        giver=contact.giver,
    )
    return said_to(AFTER, person.pk, today)


def say_of_each(
    *, case: Case, contact: Mapping[UUID, SaidOfContact], by: User, ring: Ring, on: date | None
) -> None:
    """Record what each person answered about contact when the case was closed. Raises BadInput
    naming the question where nothing says how somebody may be reached."""
    people = {
        concern.person_id: concern.person for concern in case.concerns.select_related("person")
    }
    for id, state in contact.items():
        # The ids come from the names of form fields, which anybody can write.
        if id not in people:
            raise BadInput(f"contact_{id}", say("the case does not concern this person"))
        if (
            state.yes
            and not state.how
            and not CaseEntry.objects.of_kinds([case.id], "contact").exists()
        ):
            raise BadInput(f"how_{id}", say("no rule says how to reach her: say it here"))
        say_after_closing(case=case, person=people[id], contact=state, by=by, ring=ring, on=on)
