"""The register as its readers see it, and who of it can help in a case."""

from collections.abc import Collection, Iterable
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
from fanal.cases.queries.colleagues import whose_task
from fanal.cases.queries.helpers import (
    HelpersOfCase,
    LeftOutHelper,
    OfferedHelper,
    PlannedHelper,
    codes_in,
    name_in_words,
)
from fanal.cases.queries.people_around import people_around
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
    comes_from_her_place,
    reason_left_out,
)
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.trust.proxy_consent import RECRUITER
from fanal.core.words import say
from fanal.database.stored_values import StoredAs
from fanal.keys.queries import rows_granted_to
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Details, PersonName
from fanal.people.queries import answers_in
from fanal.sharing.queries.pages import must_not_know
from fanal.web.codes import LANGUAGES
from fanal.web.request_cache import once_a_page


@dataclass(frozen=True)
class ShownHelper:
    """A helper as the register or a case shows her. `told`: what is sealed of her. `why`: what
    speaks against her in a case; `ask`: she comes from where the person of the case comes from."""

    row: Helper
    told: Content
    why: LeftOutReason | None = None
    ask: bool = False

    name = StoredAs(str, "told", "name")

    @property
    def languages(self) -> str:
        return ", ".join(LANGUAGES.name(code) for code in str(self.told["languages"]).split())

    @property
    def ties(self) -> list[HelperTie]:
        return [HelperTie(TieKind(tie["kind"]), tie["name"]) for tie in self.told["ties"]]

    @property
    def paused(self) -> bool:
        return self.row.stands is HelperState.PAUSED

    def facts(self) -> HelperFacts:
        return HelperFacts(self.name, self.row.stands, self.row.vetted_until, tuple(self.ties))


def shown(rows: Iterable[Helper], ring: Ring) -> list[ShownHelper]:
    """Return the helpers, opened, by kind and name."""
    helpers = list(rows)
    ring.prepare({row.folder for row in helpers})
    opened = [(row, row.try_unseal(ring)) for row in helpers]
    # Whoever came later holds no key of the older folders yet (`helper_access.not_held`).
    opened_helpers = [ShownHelper(row, content) for row, content in opened if content is not None]
    return sorted(opened_helpers, key=lambda one: (one.row.kind, one.name))


def hours_of(helper: Helper) -> tuple[list[HelperHours], Decimal]:
    """The last of them, and all together."""
    total = helper.worked.aggregate(n=Sum("hours"))["n"] or Decimal(0)
    return list(helper.worked.select_related("made_by")[:25]), total


# ── In a case ────────────────────────────────────────────────────────────────
def names_of(case: Case, ring: Ring) -> NamesOfCase:
    """Return the names of everybody who is known around her, as far as the reader opens it."""
    around = people_around(case, ring)
    codes = {str(person.entry_id): person.coded for person in case.people_around.all()}
    suspects = [somebody.name for key, somebody in around.items() if _is_suspect(codes.get(key))]
    never = [somebody.name for somebody in around.values() if somebody.danger]
    listed = must_not_know(case, around)
    for row, shown_as in listed:
        by_entry = around.get(str(row.around_id))
        # Of an entry that this reader does not open there is no name to compare; what is shown in
        # its place is none.
        name = by_entry.name if by_entry else "" if row.around_id else shown_as
        (suspects if row.suspect else never).append(name)
    people = list(case.concerns.values_list("person_id", flat=True))
    her_names = names_of_people(people, ring)
    others = [somebody.name for somebody in around.values()]
    return NamesOfCase(tuple(never), tuple(suspects), (*her_names, *others), _origins(people, ring))


def _is_suspect(coded: dict[str, object] | None) -> bool:
    codes = coded or {}
    return bool(codes.get("suspect") or codes.get("close") or codes.get("relation") == RECRUITER)


def names_of_people(people: list[UUID], ring: Ring) -> list[str]:
    ring.prepare(set(people))
    rows = PersonName.objects.filter(person__in=people).order_by("id")
    opened = [row.try_unseal(ring) for row in rows]
    return [str(data["text"]) for data in opened if data]


def _origins(people: list[UUID], ring: Ring) -> tuple[str, ...]:
    rows = Details.objects.filter(person__in=people).order_by("id")
    origins = [answers_in(row, ring).get("origin") for row in rows]
    return tuple(str(origin) for origin in origins if is_value(origin) and origin)


def in_case(case: Case, user: User, ring: Ring, on: date) -> list[ShownHelper]:
    """Return all helpers that are not paused, each with what speaks against her. Whose row was
    changed by hand in the database counts as paused."""
    granted = rows_granted_to(Helper.objects.all(), user, IDENTITY)
    # Whoever can write to the database could end a pause that protects her.
    changed = reading.keys_not_genuine(Helper)
    helpers = shown(granted.exclude(state=HelperState.PAUSED).exclude(pk__in=changed), ring)
    if not helpers:
        return []
    names = names_of(case, ring)
    cleared = {
        helper.helper_id: helper.cleared for helper in HelperInCase.objects.filter(case=case)
    }
    judged = []
    for helper in helpers:
        word = cleared.get(helper.row.pk)
        facts = replace(helper.facts(), kept_off=word is False, cleared=word is True)
        why = reason_left_out(facts, names, on)
        judged.append(replace(helper, why=why, ask=comes_from_her_place(facts, names)))
    return judged


def offered_in(case: Case, user: User, ring: Ring, kind: str) -> HelpersOfCase:
    """Return who can help, for the forms of a case (`fanal.cases.queries.helpers`)."""
    if not access.reads_helpers(user):
        return HelpersOfCase()
    offered = [
        helper
        for helper in in_case(case, user, ring, timezone.localdate())
        if helper.row.kind == kind
    ]
    # Why somebody is left out would tell whom she is tied to.
    knows = access.keeps_helpers(user)
    return HelpersOfCase(
        tuple(
            OfferedHelper(helper.row.code, f"{helper.name} – {helper.languages}".rstrip(" –"))
            for helper in offered
            if helper.why is None
        ),
        tuple(
            LeftOutHelper(
                helper.row.code,
                helper.why.sentence() if knows else None,
                name_in_words(helper.name),
            )
            for helper in offered
            if helper.why is not None
        ),
        unsure=bool(offered) and IDENTITY not in compartments_for(user, case),
    )


def no_longer(planned: Collection[PlannedHelper]) -> set[PlannedHelper]:
    """Return those of these whom no form of the case would offer for that day, whatever names are
    around her: whoever was arranged before stands in its plans."""
    register, changed, kept_off = _register(), _not_genuine(), _kept_off()
    return {
        one
        for one in planned
        if (row := register.get(one.code))
        and (row.pk in changed or (one.case, row.pk) in kept_off or _is_over(row, one.day))
    }


# A calendar asks of each hearing: of all cases they are read once.
@once_a_page
def _register() -> dict[str, Helper]:
    return {row.code: row for row in Helper.objects.defer("sealed")}


@once_a_page
def _not_genuine() -> set[UUID]:
    return reading.keys_not_genuine(Helper)


@once_a_page
def _kept_off() -> set[tuple[UUID, UUID]]:
    return set(HelperInCase.objects.filter(cleared=False).values_list("case", "helper"))


def _is_over(row: Helper, on: date) -> bool:
    return row.stands is HelperState.PAUSED or row.vetted_until is None or row.vetted_until < on


LOOK = say("Somebody of the register is named in a plan: is she tied to anybody around her?")


def ask_the_worker(case: Case, typed: str, by: User, found: HelpersOfCase) -> None:
    """Ask whoever opens who is around her to look, where the writer could not compare the names."""
    named = codes_in(typed)
    if found.unsure and any(helper.code in named for helper in found.offered):
        add_task(case=case, title=LOOK, assignee=whose_task(case), due=timezone.localdate(), by=by)
