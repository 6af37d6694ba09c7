"""Participants, scholars and volunteers in lists: names only where a reader's keys open them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.prevention.courses import Assent, photo_allowed
from fanal.core.prevention.earnings import CourseCertificate
from fanal.core.prevention.scholarships import TermResult, WhyChosen
from fanal.keys.paged_grants import GrantedRows
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content, SealedRecord
from fanal.prevention.models import (
    EarningLook,
    Enrolment,
    LookBack,
    PreventionParticipant,
    Scholarship,
    ScholarshipPayment,
    SchoolTerm,
    Volunteer,
)


@dataclass(frozen=True)
class Named[Row]:
    """A row, and what its seal tells; {} where this reader has no key."""

    row: Row
    told: Content


def named[Row: SealedRecord](rows: Iterable[Row], ring: Ring) -> list[Named[Row]]:
    found = list(rows)
    ring.prepare(row.folder for row in found)
    return [Named(row, row.try_unseal(ring) or {}) for row in found]


def name_of(content: Content) -> str:
    return " ".join(one for one in (content.get("given"), content.get("family")) if one)


def volunteers_offered(rows: Iterable[Volunteer], ring: Ring) -> list[tuple[str, str]]:
    """Those who may lead, as a field offers them."""
    return [
        (str(one.row.id), f"{one.told.get('name', '')} ({one.row.number})")
        for one in named(rows, ring)
    ]


@dataclass(frozen=True)
class ShownTerm:
    row: SchoolTerm
    told: Content
    result: TermResult


@dataclass(frozen=True)
class ScholarshipPage:
    """`rate`: days present of all on which the school was open, None before the first term."""

    row: Scholarship
    told: Content
    rules: Sequence[WhyChosen]
    terms: Sequence[ShownTerm]
    payments: Sequence[Named[ScholarshipPayment]]
    looks: Sequence[LookBack]

    @property
    def present(self) -> int:
        return sum(term.told["present"] for term in self.terms)

    @property
    def days_open(self) -> int:
        return sum(term.told["days_open"] for term in self.terms)


def scholarship_page(row: Scholarship, ring: Ring) -> ScholarshipPage:
    content = row.unseal(ring)
    terms = [
        ShownTerm(one.row, one.told, TermResult(one.told["result"]))
        for one in named(row.schoolterm.all(), ring)
        if one.told
    ]
    return ScholarshipPage(
        row,
        content,
        [WhyChosen(one) for one in content["rules"]],
        terms,
        named(row.scholarshippayment.all(), ring),
        list(row.looks.all()),
    )


def photo_of(participant: PreventionParticipant, content: Content, today: date) -> bool | None:
    """Whether she may be photographed; None where nobody asked."""
    said = content.get("photo")
    if not said:
        return None
    child = participant.is_child(today)
    return photo_allowed(child, Assent(said["own"]), Assent(said["caregiver"]))


@dataclass(frozen=True)
class ShownEnrolment:
    """`looks`: what she earned after vocational training, with what was sealed of each."""

    row: Enrolment
    certificate: CourseCertificate | None
    tools: str
    looks: Sequence[Named[EarningLook]]


def shown_enrolments(rows: GrantedRows[Enrolment], ring: Ring) -> list[ShownEnrolment]:
    found = named(rows.prefetch_related("earnings"), ring)
    return [_shown(one, ring) for one in found]


def _shown(one: Named[Enrolment], ring: Ring) -> ShownEnrolment:
    said = one.told.get("certificate")
    return ShownEnrolment(
        one.row,
        CourseCertificate(said) if said else None,
        one.told.get("tools", ""),
        named(one.row.earnings.all(), ring),
    )
