"""What the journal calls cases, and of which a code name is looked for. A part of `access`."""

from collections.abc import Collection, Iterable
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import kept_out_of
from fanal.cases.models import Case, Operation
from fanal.people.code_names import blind_lookup_key
from fanal.sealed.columns import with_ids


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls these cases and operations for its reader."""
    cases = Case.objects.filter(id__in=ids).exclude(id__in=kept_out_of(reader)).order_by()
    yield from with_ids(cases, "code_name")
    yield from with_ids(Operation.objects.filter(id__in=ids), "code_name")


def journal_ids(reader: User, code_name: str) -> Iterable[UUID]:
    """The case of this code name, for whoever looks for it in the journal."""
    cases = Case.objects.filter(mark=blind_lookup_key(code_name))
    cases = cases.exclude(id__in=kept_out_of(reader)).order_by()
    return cases.values_list("id", flat=True)
