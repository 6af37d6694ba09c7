"""What is known before a form of sharing asks it: from her file, from the decision, from before."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case
from fanal.core.sealing.compartments import IDENTITY
from fanal.keys.ring import Ring
from fanal.partners.languages import language_codes
from fanal.people.models import Person
from fanal.people.queries import ages, described
from fanal.sharing.models import Referral
from fanal.web.typing import Answers

CARRIED = ("person", "area", "purpose", "partner")  # ids and codes only: they stand in the address


def for_decision(case: Case, people: QuerySet[Person], user: User, ring: Ring) -> dict[str, object]:
    """The area asked about last; where she is the only one, the languages that her file names."""
    last = Referral.objects.filter(case=case).order_by("-made_on", "id").first()
    known: dict[str, object] = {"area": last.area_id} if last else {}
    if len(people) != 1 or IDENTITY not in compartments_for(user, case):
        return known
    said = described([people[0].id], ring).get(people[0].id, {}).get("languages")
    return known | ({"languages": language_codes(said)} if isinstance(said, str) else {})


def age_of(person: Person, case: Case, user: User, ring: Ring) -> tuple[int, int] | None:
    """Her age today for the rules of trust, where the reader may open it; else she is a child."""
    if IDENTITY not in compartments_for(user, case):
        return None
    age = ages([person], ring, timezone.localdate())[person.id]
    return (age.youngest, age.oldest) if age else None


def onward(told: Answers) -> str:
    """What was asked of the decision, for the address of the referral: ids and codes."""
    first, *more = told["purposes"]
    said = {"person": told["person"].id, "area": told["area"].id}
    return urlencode(said if more else said | {"purpose": first})


def for_referral(case: Case, asked: Mapping[str, str]) -> dict[str, object]:
    """What the decision asked; else where the last referral of the case was for."""
    carried: dict[str, object] = {name: asked[name] for name in CARRIED if asked.get(name)}
    if carried:
        return carried
    last = Referral.objects.filter(case=case).order_by("-made_on", "id").first()
    return {"area": str(last.area_id)} if last and last.area_id else {}
