"""The register as its readers see it, and who of it can help in a case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.access import compartments_for
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.cases.queries.around import people_around
from fanal.cases.queries.helpers import HelpersOfCase, LeftOutHelper, OfferedHelper
from fanal.colleagues import helper_access as access
from fanal.colleagues.models import Helper, HelperHours, HelperInCase
from fanal.core.casework.answers import is_value
from fanal.core.colleagues.helpers import (
    HelperFacts,
    HelperState,
    HelperTie,
    LeftOutReason,
    NamesOfCase,
    TieKind,
    against,
    comes_from_her_place,
)
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.trust.proxy_consent import RECRUITER
from fanal.core.words import say
from fanal.keys.queries import rows_granted_to
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Details, PersonName
from fanal.people.queries import answers_in
from fanal.sharing.queries.pages import must_not_know
from fanal.stored_values import StoredAs
from fanal.web.codes import LANGUAGES


@dataclass(frozen=True)
class ShownHelper:
    """`told`: what is sealed of her. `why`: what speaks against her in a case; `ask`: she comes
    from where the person of the case comes from."""

    row: Helper
    told: Content
    why: LeftOutReason | None = None
    ask: bool = False

    name = StoredAs(str, "told", "name")

    @property
    def languages(self) -> str:
        return ", ".join(LANGUAGES.name(one) for one in str(self.told["languages"]).split())

    @property
    def ties(self) -> list[HelperTie]:
        return [HelperTie(TieKind(one["kind"]), one["name"]) for one in self.told["ties"]]

    @property
    def paused(self) -> bool:
        return self.row.stands is HelperState.PAUSED

    def facts(self) -> HelperFacts:
        return HelperFacts(self.name, self.row.stands, self.row.vetted_until, tuple(self.ties))


def shown(rows: Iterable[Helper], ring: Ring) -> list[ShownHelper]:
    """Opened, by kind and name."""
    found = list(rows)
    ring.prepare({one.folder for one in found})
    opened = [(one, one.try_unseal(ring)) for one in found]
    known = [ShownHelper(row, told) for row, told in opened if told is not None]
    return sorted(known, key=lambda one: (one.row.kind, one.name))


def hours_of(helper: Helper) -> tuple[list[HelperHours], Decimal]:
    """The last of them, and all together."""
    total = helper.worked.aggregate(n=Sum("hours"))["n"] or Decimal(0)
    return list(helper.worked.select_related("made_by")[:25]), total


# ── In a case ────────────────────────────────────────────────────────────────
def names_of(case: Case, ring: Ring) -> NamesOfCase:
    """Everybody who is known around her, as far as the reader opens it."""
    around = people_around(case, ring)
    known = {str(person.entry_id): person.coded for person in case.people_around.all()}
    suspects = [one.name for key, one in around.items() if _is_suspect(known.get(key))]
    never = [one.name for one in around.values() if one.danger]
    listed = must_not_know(case, around)
    for row, shown_as in listed:
        by_entry = around.get(str(row.around_id))
        name = by_entry.name if by_entry else "" if row.around_id else shown_as
        (suspects if row.suspect else never).append(name)
    people = list(case.concerns.values_list("person_id", flat=True))
    hers = names_of_people(people, ring)
    others = [one.name for one in around.values()]
    return NamesOfCase(tuple(never), tuple(suspects), (*hers, *others), _origins(people, ring))


def _is_suspect(coded: dict[str, object] | None) -> bool:
    said = coded or {}
    return bool(said.get("suspect") or said.get("close") or said.get("relation") == RECRUITER)


def names_of_people(people: list[UUID], ring: Ring) -> list[str]:
    ring.prepare(set(people))
    rows = PersonName.objects.filter(person__in=people).order_by("id")
    opened = [row.try_unseal(ring) for row in rows]
    return [str(data["text"]) for data in opened if data]


def _origins(people: list[UUID], ring: Ring) -> tuple[str, ...]:
    rows = Details.objects.filter(person__in=people).order_by("id")
    said = [answers_in(row, ring).get("origin") for row in rows]
    return tuple(str(one) for one in said if is_value(one) and one)


def in_case(case: Case, user: User, ring: Ring, on: date) -> list[ShownHelper]:
    """All that are not paused, each with what speaks against her. Whose row was changed by hand in
    the database counts as paused."""
    held = rows_granted_to(Helper.objects.all(), user, IDENTITY)
    changed = reading.keys_not_genuine(Helper)
    found = shown(held.exclude(state=HelperState.PAUSED).exclude(pk__in=changed), ring)
    if not found:
        return []
    names = names_of(case, ring)
    said = {helper.helper_id: helper.cleared for helper in HelperInCase.objects.filter(case=case)}
    judged = []
    for one in found:
        word = said.get(one.row.pk)
        facts = replace(one.facts(), kept_off=word is False, cleared=word is True)
        why = against(facts, names, on)
        judged.append(replace(one, why=why, ask=comes_from_her_place(facts, names)))
    return judged


def offered_in(case: Case, user: User, ring: Ring, kind: str) -> HelpersOfCase:
    """For the forms of a case (`fanal.cases.queries.helpers`)."""
    if not access.reads_helpers(user):
        return HelpersOfCase()
    found = [
        helper
        for helper in in_case(case, user, ring, timezone.localdate())
        if helper.row.kind == kind
    ]
    knows = access.keeps_helpers(user)
    return HelpersOfCase(
        tuple(
            OfferedHelper(one.row.code, f"{one.name} – {one.languages}".rstrip(" –"))
            for one in found
            if one.why is None
        ),
        tuple(
            LeftOutHelper(one.row.code, one.why.sentence() if knows else None)
            for one in found
            if one.why is not None
        ),
        unsure=bool(found) and IDENTITY not in compartments_for(user, case),
    )


LOOK = say("Somebody of the register is named in a plan: is she tied to anybody around her?")


def ask_the_worker(case: Case, typed: str, by: User, found: HelpersOfCase) -> None:
    """Whoever opens who is around her looks, where the writer could not compare the names."""
    words = set(typed.replace(",", " ").split())
    if found.unsure and any(one.code in words for one in found.offered):
        add_task(case=case, title=LOOK, assignee=case.assignee, due=timezone.localdate(), by=by)
