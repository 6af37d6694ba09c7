"""Recording that a paper about a case was made: what, what for, which parts, whether her name."""

from collections.abc import Iterable

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases import access
from fanal.cases.models import Case
from fanal.cases.queries.rights import files_open_to
from fanal.core.casework.prints import PrintKind, PrintPurpose
from fanal.core.sealing.compartments import Compartment
from fanal.keys.ring import Ring
from fanal.people.actions.persons import reveal_name


@transaction.atomic
def printed(
    *,
    case: Case,
    what: PrintKind,
    purpose: PrintPurpose,
    parts: Iterable[Compartment],
    names: bool,
    by: User,
    ring: Ring,
) -> list[tuple[str, str]]:
    """Write down that a paper was printed; a name that is printed is an entry of its own. Of each
    person the code name, and her name where it is asked for and open."""
    detail = {"print": what, "printed_for": purpose, "compartments": [str(part) for part in parts]}
    audit.record(act="case.printed", by=by, about=case.id, detail=detail)
    for part in parts:
        access.opened(by, case, part, ring=ring)
    visible = files_open_to(by, case) if names else ()
    people = [link.person for link in case.concerns.select_related("person")]
    return [
        (
            person.code_name,
            (reveal_name(person=person, by=by, ring=ring) or "") if person.id in visible else "",
        )
        for person in people
    ]
