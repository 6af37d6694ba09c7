"""The form of a new entry, with what was said before for it to confirm."""

from fanal.cases import access
from fanal.cases.actions.people_around import AROUND
from fanal.cases.forms.entries import (
    EntryForm,
)
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import KnownAnswer, known_for
from fanal.cases.queries.particulars import child_on_file
from fanal.cases.queries.people_around import (
    NamedRelative,
    family_looked_for,
    people_around,
    unnamed_in,
)
from fanal.core.casework.entries import EntryKind
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.keys.drafts.writers import as_id
from fanal.keys.requests import Request
from fanal.web.asking import sent


def said_before(request: Request, case: Case, kind: str) -> dict[str, KnownAnswer]:
    """Return what was said of this before, by field: in the call that the address names, or last.
    What it is taken from is recorded as opened."""
    said_in = as_id(request.GET.get("call", ""))
    known = known_for(case, kind, request.ring, said_in)
    if known:
        access.opened(request.user, case, NARRATIVE, ring=request.ring)
    return known


def entry_form(
    request: Request,
    case: Case,
    asked: EntryKind,
    known: dict[str, KnownAnswer],
    relative: NamedRelative | None,
) -> EntryForm:
    """The empty form, with the name of a relative or else what the file of a child says."""
    on_file = child_on_file(case, asked.code, request.user, request.ring)
    initial = {"name": relative.name} if relative else on_file
    return EntryForm(asked, sent(request), known=known, on_file=on_file, initial=initial)


def looked_for(request: Request, case: Case, kind: str) -> NamedRelative | None:
    """Return the first name by which her family is looked for and that nobody around her has."""
    named = family_looked_for(case, request.ring) if kind == AROUND else []
    around = people_around(case, request.ring).values() if named else ()
    found = next(iter(unnamed_in(named, around)), None)
    if found:
        access.opened(request.user, case, IDENTITY, ring=request.ring)
    return found
