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
class OpenedRow[Row]:
    """A row with what is sealed in it; {} where this reader has no key."""

    row: Row
    content: Content


def opened_rows[Row: SealedRecord](rows: Iterable[Row], ring: Ring) -> list[OpenedRow[Row]]:
    read_rows = list(rows)
    ring.prepare(row.folder for row in read_rows)
    return [OpenedRow(row, row.try_unseal(ring) or {}) for row in read_rows]


def name_of(content: Content) -> str:
    return " ".join(part for part in (content.get("given"), content.get("family")) if part)


def volunteers_offered(rows: Iterable[Volunteer], ring: Ring) -> list[tuple[str, str]]:
    """Return the volunteers who may lead, as a field offers them."""
    return [
        (str(volunteer.row.id), f"{volunteer.content.get('name', '')} ({volunteer.row.number})")
        for volunteer in opened_rows(rows, ring)
    ]


@dataclass(frozen=True)
class ShownTerm:
    row: SchoolTerm
    content: Content
    result: TermResult


@dataclass(frozen=True)
class ScholarshipPage:
    """A scholarship as its page shows it. `rate`: days present of all on which the school was open,
    None before the first term."""

    row: Scholarship
    content: Content
    rules: Sequence[WhyChosen]
    terms: Sequence[ShownTerm]
    payments: Sequence[OpenedRow[ScholarshipPayment]]
    looks: Sequence[LookBack]

    @property
    def present(self) -> int:
        return sum(term.content["present"] for term in self.terms)

    @property
    def days_open(self) -> int:
        return sum(term.content["days_open"] for term in self.terms)


def scholarship_page(row: Scholarship, ring: Ring) -> ScholarshipPage:
    content = row.unseal(ring)
    terms = [
        ShownTerm(term.row, term.content, TermResult(term.content["result"]))
        for term in opened_rows(row.schoolterm.all(), ring)
        if term.content
    ]
    return ScholarshipPage(
        row,
        content,
        [WhyChosen(rule) for rule in content["rules"]],
        terms,
        opened_rows(row.scholarshippayment.all(), ring),
        list(row.looks.all()),
    )


def photo_of(participant: PreventionParticipant, content: Content, today: date) -> bool | None:
    """Whether she may be photographed; None where nobody asked."""
    photo = content.get("photo")
    if not photo:
        return None
    child = participant.is_child(today)
    return photo_allowed(child, Assent(photo["own"]), Assent(photo["caregiver"]))


@dataclass(frozen=True)
class ShownEnrolment:
    """An enrolment as its page shows it. `looks`: what she earned after vocational training, with
    what was sealed of each."""

    row: Enrolment
    certificate: CourseCertificate | None
    tools: str
    looks: Sequence[OpenedRow[EarningLook]]


def shown_enrolments(rows: GrantedRows[Enrolment], ring: Ring) -> list[ShownEnrolment]:
    enrolments = opened_rows(rows.prefetch_related("earnings"), ring)
    return [_shown_enrolment(enrolment, ring) for enrolment in enrolments]


def _shown_enrolment(enrolment: OpenedRow[Enrolment], ring: Ring) -> ShownEnrolment:
    certificate = enrolment.content.get("certificate")
    return ShownEnrolment(
        enrolment.row,
        CourseCertificate(certificate) if certificate else None,
        enrolment.content.get("tools", ""),
        opened_rows(enrolment.row.earnings.all(), ring),
    )
