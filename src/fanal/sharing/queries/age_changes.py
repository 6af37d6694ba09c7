"""Partners who have her, or were asked for her, under another age: what they are told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.age_changes import open_cases_of
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.words import Sentence, say
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.people.models import Person
from fanal.sharing.models import Referral
from fanal.sharing.queries.lost_trust import THERE

# What is told is hers to say; that nobody answers for her any more binds whoever asked a guardian.
TO_AN_ADULT = say(
    "{partner} knows her as a child: ask her what it may know from that day on, and tell it that "
    "nobody answers for her any more"
)
TO_A_CHILD = say(
    "{partner} knows her as an adult: tell it, as far as you may, that she is or may be a child"
)
WITH_A_PARTNER = say("the partner organisation that she is with")


def partners_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield each partner who has her, or was asked for her, in her open cases: nothing is sent by
    itself."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    template = (TO_AN_ADULT if change.turn is AgeTurn.ADULT else TO_A_CHILD).template
    rows = asked_for([change.person.pk], cases).get(change.person.pk, [])
    for row in rows:
        of, says = cases[row.case_id], Sentence(template, {"partner": row.partner.name})
        yield AgeConsequence(says, of.id, of.code_name, reverse("sharing:referral", args=[row.pk]))
    if not rows and is_with_a_partner([change.person.pk]):
        yield _without_a_referral(change.person, next(iter(cases.values())), template)


def _without_a_referral(person: Person, case: Case, template: str) -> AgeConsequence:
    """Return it of a partner whom no referral names: her page says where she is."""
    says = Sentence(template, {"partner": WITH_A_PARTNER})
    address = reverse("cases:state", args=[case.id, person.pk])
    return AgeConsequence(says, case.id, case.code_name, address)


def asked_for(people: Collection[UUID], cases: Collection[UUID]) -> dict[UUID, list[Referral]]:
    """Return what was sent of these people in these cases and is not over, one row a partner."""
    rows = Referral.objects.filter(person__in=people, case__in=cases, state__in=THERE)
    rows = rows.select_related("partner").defer("sealed").order_by("made_on", "id")
    # The last that was asked stands for its partner.
    last = {(row.person_id, row.partner_id): row for row in rows}
    by_person: dict[UUID, list[Referral]] = defaultdict(list)
    for row in last.values():
        by_person[row.person_id].append(row)
    return by_person


def is_with_a_partner(people: Collection[UUID]) -> set[UUID]:
    """Return who of these is with a partner, by what was said last."""
    found = stored_codes_of(people) if people else {}
    return {person for person, stored in found.items() if stored.custody is Custody.PARTNER}
