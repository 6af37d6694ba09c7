"""Writes: the facts of a row that was saved; nothing of whoever said no to figures."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from fanal.coded_facts.coders import CODERS, RowContent
from fanal.coded_facts.models import (
    CodedCase,
    FactContent,
    FactList,
    HeldFacts,
    HeldField,
    StoredFact,
    no_facts,
)
from fanal.core.coded_facts import CodedFact
from fanal.database.releases import first_label
from fanal.database.sql import db_value, rows, write
from fanal.sealed.columns import Sealed, as_written
from fanal.sealed.server_key import marked

# Older journals hold the act under this name.
ACTS = {"figures.taken_along": _("{who} took “{numbers_of}” along as a file ({period})")}


def code_row(row: models.Model, content: RowContent | None = None) -> None:
    """Keep the facts of a row in the transaction that saved it. `content`: what is sealed in it.

    The same again writes nothing; a change writes a fact that replaces the one before.
    """
    source = source_of(row)
    for subject, fact in CODERS[type(row)](row, content or {}):
        note(subject, source, fact)


def source_of(row: models.Model) -> str:
    """The mark of a row from which a fact came."""
    return source_mark(type(row), row.pk)


def source_mark(model: type[models.Model], id: object) -> str:
    return marked(f"{first_label(model)}|{id}", "facts.source")


def pseudonym_of(subject: UUID) -> str:
    return marked(str(subject), "facts.subject")


def note(subject: UUID, source: str, fact: CodedFact) -> None:
    """Keep what one row says of `subject`, in place of what it said before."""
    note_each(subject, [(source, fact)])


@transaction.atomic
def note_each(subject: UUID, facts: Collection[tuple[str, CodedFact]]) -> None:
    """The same of several rows at once, each by its mark: her list is read and written once."""
    held = _known(subject) or FactList(pseudonym=pseudonym_of(subject))
    if held.held["out"]:
        return
    current, made = dict(held.held["current"]), dict[str, StoredFact]()
    for source, fact in facts:
        place = f"{source}|{fact.kind}"
        before = _stored_fact(current.get(place), made)
        if not (before and _same(before, fact)):
            one = _made(held.pseudonym, fact, before)
            made[str(one.id)], current[place] = one, str(one.id)
    if not made:
        return
    if _keep(held, current=current, all=[*held.held["all"], *made]):
        add_facts(made.values())
    else:
        # Somebody else began her list meanwhile: read it again, now under the lock.
        note_each(subject, facts)


def _stored_fact(id: str | None, made: Mapping[str, StoredFact]) -> StoredFact | None:
    """The fact that counts so far, if there is one."""
    if id is None or id in made:
        return made.get(id or "")
    return StoredFact.objects.filter(pk=UUID(id)).first()


def _made(pseudonym: str, fact: CodedFact, before: StoredFact | None) -> StoredFact:
    content: FactContent = {
        "pseudonym": pseudonym,
        "day": fact.day.isoformat(),
        "codes": dict(fact.codes),
        "replaces": str(before.id) if before else None,
    }
    # Whoever reads what it replaces has to read it too, and not count the row in both months.
    month = max(fact.day.replace(day=1), before.month if before else date.min)
    return StoredFact(id=uuid4(), month=month, kind=fact.kind, content=content)


def _same(known: StoredFact, fact: CodedFact) -> bool:
    content = known.content
    return bool(content["day"] == fact.day.isoformat() and content["codes"] == dict(fact.codes))


@transaction.atomic
def erase_row(subject: UUID, row: models.Model) -> None:
    """Erase what the row said of `subject`, in whatever state it was: whoever counts reads facts,
    and not which of them are current."""
    held, source = _held(subject), source_of(row)
    gone = {id for place, id in held.held["current"].items() if place.startswith(source)}
    earlier = gone
    # A corrected fact is still a fact about her: the whole chain of what it replaced goes with it.
    while earlier:
        rows = StoredFact.objects.filter(pk__in=[UUID(id) for id in earlier])
        earlier = {one.content["replaces"] for one in rows if one.content["replaces"]} - gone
        gone = gone | earlier
    StoredFact.objects.filter(pk__in=[UUID(id) for id in gone]).delete()
    current = {place: id for place, id in held.held["current"].items() if id not in gone}
    _keep(held, current=current, all=[id for id in held.held["all"] if id not in gone])


@transaction.atomic
def leave_out(subject: UUID) -> None:
    """Leave her out of every figure: every fact of hers is deleted, and none is kept from now
    on."""
    held = _held(subject)
    StoredFact.objects.filter(pk__in=[UUID(id) for id in held.held["all"]]).delete()
    held.held = no_facts() | {"out": True}
    held.save()


@transaction.atomic
def let_in(subject: UUID, cases: Iterable[UUID]) -> None:
    """Let her in again, who said yes again: her facts are kept from now on, and `cases` are coded
    anew."""
    held = _held(subject)
    if held.held["out"]:
        _keep(held, out=False)
        CodedCase.objects.filter(case__in=list(cases)).delete()


def erase(subjects: Iterable[UUID]) -> None:
    """Erase everything of these people, signals or cases, also that they were left out."""
    for subject in subjects:
        leave_out(subject)
        FactList.objects.filter(pseudonym=pseudonym_of(subject)).delete()
        CodedCase.objects.filter(case=subject).delete()


def mark_coded(case: UUID) -> None:
    CodedCase.objects.bulk_create([CodedCase(case=case)], ignore_conflicts=True)


def leave_out_each(subjects: Iterable[UUID]) -> int:
    """Leave out those of `subjects` of whom facts are kept; return how many.

    For the sweep: their yes has run out, or they said no before there were facts.
    """
    by_pseudonym = {pseudonym_of(one): one for one in subjects}
    known = FactList.objects.filter(pseudonym__in=list(by_pseudonym))
    due = [by_pseudonym[fact_list.pseudonym] for fact_list in known if not fact_list.held["out"]]
    for subject in due:
        leave_out(subject)
    return len(due)


def _held(subject: UUID) -> FactList:
    """Return her list, begun where there is none yet."""
    if found := _known(subject):
        return found
    row, made = FactList.objects.get_or_create(pseudonym=pseudonym_of(subject))
    return row if made else FactList.objects.select_for_update().get(pk=row.pk)


def _known(subject: UUID) -> FactList | None:
    """Return her list, held until the transaction ends, so that of two who write neither is
    lost."""
    return locked_list(pseudonym_of(subject))


def _keep(held: FactList, **changed: object) -> bool:
    """Whether it is kept; not, where somebody else has just begun the list of the same person."""
    held.held = cast(HeldFacts, held.held | changed)
    if not held._state.adding:
        put_list(held)
        return True
    try:
        with transaction.atomic():
            held.save(force_insert=True)
    except IntegrityError:
        return False
    return True


# The rows that nearly every act writes beside its own, a list of facts and the facts, in plain SQL
# (ADR 13).
# Plainly it is `FactList.objects.select_for_update().filter(pseudonym=…).first()`, `held.save()`
# and `StoredFact.objects.bulk_create(facts)`: Django takes longer to write their SQL than the
# database to do it.
READ = "SELECT held FROM coded_facts_factlist WHERE pseudonym = %s"
PUT = "UPDATE coded_facts_factlist SET held = %s WHERE pseudonym = %s"
ADD = "INSERT INTO coded_facts_keptfact (id, month, kind, content) VALUES (%s, %s, %s, %s)"
HELD: HeldField = FactList._meta.get_field("held")


def locked_list(pseudonym: str) -> FactList | None:
    """The list, which nobody else writes before this transaction ends; None where there is none."""
    sql = f"{READ} FOR UPDATE" if connection.vendor == "postgresql" else READ
    for (held,) in rows(sql, [pseudonym]):
        return FactList.from_db(
            "default", ["pseudonym", "held"], [pseudonym, Sealed(HELD, bytes(held))]
        )
    return None


def put_list(row: FactList) -> None:
    write(PUT, [(_blob(row, "held", row.held), row.pseudonym)])


def add_facts(facts: Iterable[StoredFact]) -> None:
    kept = [
        (db_value(fact.id), db_value(fact.month), fact.kind, _blob(fact, "content", fact.content))
        for fact in facts
    ]
    write(ADD, kept)


def _blob(row: FactList | StoredFact, name: str, value: object) -> object:
    """What a sealed column of the row holds."""
    return db_value(as_written(row, {name: value})[name].blob)
