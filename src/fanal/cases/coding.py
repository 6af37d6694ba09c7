"""What a case says in coded facts: whom it concerns, stages, entries, consents, how it ended."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from fanal.cases.models import (
    Case,
    CaseEntry,
    CasePerson,
    Closure,
    Consent,
    OperationPerson,
    StageMove,
)
from fanal.coded_facts import actions as facts
from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.casework.answers import load
from fanal.core.casework.choices import NOT_REACHED
from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.coded_facts import CodedFact, coded
from fanal.sealed.columns import open_in_row

ENTRY_CODES: Mapping[str, tuple[str, ...]] = {
    "need": ("domain", "urgency"),
    "service": ("support",),
    "goal": ("domain", "outcome"),
    "action": ("outcome",),
    "visit": ("how", "safe", "domain"),
}


def code_contact(row: CasePerson, content: RowContent) -> FactsOfRow:
    case = row.case
    yield (
        row.person_id,
        coded(
            "first_contact",
            case.opened_on,
            forms=case.kinds.split(),
            role=row.role,
            office=case.team.office.country,
        ),
    )


def code_contacts(case: Case, links: Iterable[CasePerson] | None = None) -> None:
    """Code everybody in the case, as its kinds are now. `links`: their rows, where they are in
    hand."""
    rows = CasePerson.objects.filter(case=case).order_by("id") if links is None else links
    for row in rows:
        row.case = case
        facts.code_row(row)


def code_stage(row: StageMove, content: RowContent) -> FactsOfRow:
    yield from _of_each(row.case_id, coded("stage", row.on, start=row.start, end=row.end))


def code_entry(row: CaseEntry, content: RowContent) -> FactsOfRow:
    """Yield the facts of an entry: one about somebody is of her, one about nobody in particular is
    of all concerned."""
    if (kind := row.kind) not in ENTRY_CODES:
        return
    codes = {name: load(content.get(name)) for name in ENTRY_CODES[kind]}
    if kind == "visit":
        took_place = bool(row.done_on) or bool(load(content.get("on")))
        # A visit at which nobody answered was made by us and is no contact with her.
        codes["made"] = took_place and codes["how"] != NOT_REACHED[0]
        if load(content.get(SAID_WORD)) == SaidWord.WRONG:
            codes["safe"] = False
    fact = coded(kind, row.made_on, **codes)
    if row.about_id:
        yield row.about_id, fact
    else:
        yield from _of_each(row.case_id, fact)


def code_consent(row: Consent, content: RowContent) -> FactsOfRow:
    names = ("purpose", "answer", "given_by", "interpreter", "assent")
    codes = {name: row.coded[name] for name in names}
    withdrawn = row.withdrawn_on is not None
    yield row.person_id, coded("consent", row.on, withdrawn=withdrawn, **codes)


def code_closure(row: Closure, content: RowContent) -> FactsOfRow:
    # Asked for is not closed: figures count what two agreed to.
    if row.agreed_on:
        yield from _of_each(row.case_id, coded("closed", row.agreed_on, reason=row.reason))


def code_ledger(row: OperationPerson, content: RowContent) -> FactsOfRow:
    names = ("screened", "identified", "identified_by", "refused_by", "under_age", "after")
    codes = {name: getattr(row, name) for name in names}
    kind, country = row.operation.kind, row.operation.country
    fact = coded("ledger", row.operation.day, operation=kind, country=country, **codes)
    yield row.person_id, fact


def _of_each(case: UUID, fact: CodedFact) -> FactsOfRow:
    """Yield the fact of everybody concerned: not of the family and the children who came along."""
    links = CasePerson.objects.filter(case=case, of_family=False).order_by()
    for link, person, role in links.values_list("id", "person_id", "role"):
        if open_in_row(role, link) == "concerned":
            yield person, fact


def register_coders() -> None:
    register(CasePerson, code_contact)
    register(StageMove, code_stage)
    register(CaseEntry, code_entry)
    register(Consent, code_consent)
    register(Closure, code_closure)
    register(OperationPerson, code_ledger, _in_operations)


def _in_operations(case: UUID) -> QuerySet[OperationPerson]:
    people = CasePerson.objects.filter(case=case).values("person")
    return OperationPerson.objects.filter(person__in=people)
