"""What the pages show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.deciders import who_decides
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.retention import (
    ErasureGround,
    Guard,
    RetentionPeriod,
    RetentionPolicy,
    kept_by,
)
from fanal.core.words import Sentence
from fanal.people.models import Person
from fanal.retention.models import Erasure, LegalHold, Tombstone
from fanal.retention.queries import chosen_records, deciding, guarding, holding, offering
from fanal.retention.queries.guarding import GuardedCases
from fanal.retention.queries.offering import ChoosableRecord
from fanal.retention.queries.plans import WhatGoes, plan_for, what_goes
from fanal.retention.queries.tombstones import tombstones
from fanal.web.typing import Context

MOST_ERASED = 100  # erasures that are shown


def named(row: Erasure) -> Person | Case | None:
    """What it is of: it has a code name while it is there."""
    model: type[Person] | type[Case] = Person if row.kind == "person" else Case
    return model._default_manager.filter(pk=row.about).first()


# Where what keeps a case is looked at, of what has a page of its own.
PAGE_OF = {
    Guard.OPEN: "cases:close",
    Guard.JOURNEY: "journeys:case",
    Guard.BED: "shelters:case",
    Guard.COURT: "justice:case",
    Guard.PROCEEDINGS: "justice:case",
    Guard.MONEY: "funds:case",
}


@dataclass(frozen=True)
class ShownGuard:
    """What keeps it, the day on which it ends by itself, and the cases of which it is said, of
    those that the reader opens: each with the page on which it is looked at."""

    sentence: Sentence
    until: date | None
    cases: list[tuple[Case, str]]


def shown_guards(
    found: GuardedCases, user: User, stops: Collection[Guard]
) -> tuple[list[ShownGuard], list[ShownGuard]]:
    """Return those that stop it whatever anybody says, and those that only speak against it."""
    opens = {row.pk: row for row in cases_for(user).filter(pk__in=set().union(*found.values()))}
    rows = {
        guard: ShownGuard(
            guard.sentence(),
            max((day for day in cases.values() if day), default=None),
            [(opens[case], page_of(guard, opens[case])) for case in cases if case in opens],
        )
        for guard, cases in found.items()
    }
    return (
        [row for guard, row in rows.items() if guard in stops],
        [row for guard, row in rows.items() if guard not in stops],
    )


def page_of(guard: Guard, case: Case) -> str:
    return reverse(PAGE_OF.get(guard, "cases:case"), args=[case.pk])


@dataclass(frozen=True)
class ShownErasure:
    """One that waits, as its second person sees it, as far as it is known without a key. `keeps`:
    what keeps it on this ground today, so that nobody can agree, nor while one of `holds` is in
    force; `against`: what only speaks against it."""

    row: Erasure
    what: Person | Case | None
    ground: Sentence
    goes: WhatGoes | None
    chosen: list[ChoosableRecord]
    keeps: list[ShownGuard]
    against: list[ShownGuard]
    holds: list[LegalHold]


def shown(row: Erasure, user: User) -> ShownErasure:
    plan = plan_for(row.kind, row.about)
    ground = ErasureGround(row.ground)
    singles = offering.shown(row)
    goes = what_goes(plan, len(singles)) if plan else None
    found = guarding.without_keys(plan) if plan else {}
    keeps, against = shown_guards(found, user, kept_by(found, ground))
    return ShownErasure(
        row, named(row), ground.sentence(), goes, singles, keeps, against, _holds(row)
    )


def _holds(row: Erasure) -> list[LegalHold]:
    plan = plan_for(row.kind, row.about)
    return holding.holds_on_plan(plan, chosen_records.cases_of(row.chosen)) if plan else []


@dataclass(frozen=True)
class ErasureInTime:
    """One that waits, for whoever asked, and who can decide it; no one while a hold is in force, or
    once nobody did in time. `again`: where it is asked for anew."""

    row: Erasure
    what: Person | Case | None
    able: list[User]
    holds: list[LegalHold]

    @property
    def lapsed(self) -> bool:
        return self.row.until < timezone.localdate()

    @property
    def again(self) -> str:
        return reverse(f"retention:erase_{self.row.kind}", args=[self.row.about])


def asked_by(user: User) -> list[ErasureInTime]:
    """What she asked for and nobody decided yet."""
    rows = deciding.erasures_asked_by(user)
    return [
        ErasureInTime(row, named(row), who_decides("erasure", row.pk), _holds(row)) for row in rows
    ]


def under_way() -> list[Erasure]:
    return list(Erasure.objects.exclude(agreed_on=None).order_by("agreed_on", "id"))


@dataclass(frozen=True)
class ErasedFile:
    """One erasure that ended: how many files and cases it took."""

    first: Tombstone
    ground: Sentence
    files: int
    cases: int


def erased() -> list[ErasedFile]:
    """The last ones, by erasure."""
    of: dict[UUID, list[Tombstone]] = {}
    for tombstone in tombstones()[: MOST_ERASED * 4]:
        of.setdefault(tombstone.erasure, []).append(tombstone)
    return [
        ErasedFile(
            some[0],
            ErasureGround(some[0].ground).sentence(),
            sum(1 for one in some if one.kind == "person"),
            sum(1 for one in some if one.kind == "case"),
        )
        for some in list(of.values())[:MOST_ERASED]
    ]


def periods(rules: RetentionPolicy) -> list[Context]:
    """The periods that hold, longest first, each with its kinds, certainty and source."""
    groups: list[tuple[RetentionPeriod, list[Sentence]]] = []
    for kind, one in rules.by_kind.items():
        kinds = next((kinds for period, kinds in groups if period == one), None)
        if kinds is None:
            groups.append((one, kinds := []))
        kinds.append(CaseKind(kind).sentence())
    groups.sort(key=lambda group: -group[0].years)
    return [
        {"years": one.years, "certain": one.certainty == "law", "source": one.source, "kinds": of}
        for one, of in groups
    ]
