"""What is recorded of a person around her, as the gate reads it without a key."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, CaseEntry, CasePerson, PersonAround
from fanal.core.casework.answers import answered_text, load
from fanal.core.casework.choices import NEVER_TOLD
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.database.stored_values import day_of
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.people.actions.births import note_ages
from scriptnames import Level, compare

AROUND = "around"
GUARDIANSHIP = "guardianship"
BY_PAPER = ("role", "role_until", "disputed")


def must_be_around(entry: CaseEntry, case: Case, question: str) -> None:
    """Raise `BadInput` at the question unless the entry names somebody around her in this case."""
    if entry.case_id != case.id or entry.kind != AROUND:
        raise BadInput(question, say("this person is not among the people around her"))


def record_person_around(entry: CaseEntry, answers: Content) -> bool:
    """Keep of an entry (its sealed answers, opened) what decides who is told and may answer.
    Whether this one may consent for nobody from now on."""
    content = {name: load(value) for name, value in answers.items()}
    coded = {
        "relation": answered_text(content.get("relation")),
        # Kept under the server's key, as the gate refuses a sending by it at any hour, unlocked or
        # not.
        "never_told": content.get("safe") in NEVER_TOLD,
        "suspect": content.get("safe") == "suspect",
        "close": content.get("close") is True,
        "parties": same_name(answered_text(content.get("name"))),
    }
    before = PersonAround.objects.filter(entry=entry).first()
    was_danger = before is not None and before.is_danger
    # What a paper said of her guardian is not among these answers: it stays as it was.
    papers = {name: before.coded[name] for name in BY_PAPER if before and name in before.coded}
    row = before or PersonAround(entry=entry)
    _keep(row, entry.case_id, coded | papers)
    return row.is_danger and not was_danger


def note_guardianship(entry: CaseEntry, answers: Content) -> date | None:
    """Keep of the paper of a guardian what decides whose yes counts: none without a paper. Of
    several papers of one person the last that was recorded counts. Return until when it does."""
    content = {name: load(value) for name, value in answers.items()}
    row = PersonAround.objects.filter(entry=entry.under_id).first()
    if row is None:
        return None
    role = answered_text(content.get("role")) if answered_text(content.get("paper")) else ""
    until = answered_text(content.get("until")) or None
    paper = {"role": role, "role_until": until, "disputed": content.get("disputed") is True}
    _keep(row, row.case_id, row.coded | paper)
    return day_of(until) if role else None


def _keep(row: PersonAround, case: UUID, coded: Content) -> None:
    """Write it where it says something else: it is read anew by each page that asks for a yes."""
    if row.case_id == case and row.coded == coded:
        return
    row.case_id, row.coded = case, coded
    row.save()


def refresh_people_around(*, case: Case, ring: Ring) -> None:
    """Read the people around her anew, with the papers of guardians, and how old she is: entries
    and births of before, and partners who were added since."""
    refresh_people_around_each(cases=[case], ring=ring)


def refresh_people_around_each(*, cases: Collection[Case], ring: Ring) -> None:
    """The same of several cases, before the gate is asked of all of them at once."""
    ids = [case.id for case in cases]
    ring.prepare(ids)
    # First the people, then their papers, which are kept in the rows of the people.
    for kind, note in ((AROUND, record_person_around), (GUARDIANSHIP, note_guardianship)):
        for entry in CaseEntry.objects.of_kinds(ids, kind).order_by("case_id", "number"):
            data = entry.try_unseal(ring)
            if data is not None:
                note(entry, data)
    links = CasePerson.objects.filter(case__in=ids).exclude(of_family=True)
    note_ages({link.person for link in links.select_related("person")}, ring)


def same_name(name: str) -> list[str]:
    """The partners who are called the same, in any script."""
    if not name:
        return []
    # By sound: whoever works at a partner may be written in another script there.
    called = Partner.objects.filter(merged_into=None).order_by("id")
    return [
        str(partner.id) for partner in called if compare(name, partner.name).level >= Level.SOUND
    ]
