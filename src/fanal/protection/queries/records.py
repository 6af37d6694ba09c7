"""A record as it is shown: its answers in words, or that they are closed to the reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fanal.cases.templatetags.cases import answer_row
from fanal.core.casework.answers import NOT_ASKED, is_value, load
from fanal.core.protection.kinds import RecordKind
from fanal.keys.ring import Ring
from fanal.protection.models import ProtectionRecord
from fanal.web.codes import COUNTRIES
from fanal.web.typing import Context
from fanal.web.words import translated


@dataclass(frozen=True)
class ShownRecord:
    """A record as its page shows it. `rows`: None where the reader has no key."""

    row: ProtectionRecord
    kind: RecordKind
    rows: list[Context] | None
    unasked: str = ""


def shown(row: ProtectionRecord, ring: Ring, without: Collection[str] = frozenset()) -> ShownRecord:
    """Return a record with its questions and answers. `without`: questions whose answers are left
    out, as if there were none."""
    kind = row.record_kind
    data = row.try_unseal(ring)
    if data is None:
        return ShownRecord(row, kind, None)
    pairs = [
        (field, load(data.get(field.name)))
        for field in kind.described.fields
        if field.name not in without
    ]
    rows = [answer_row(one, answer) for one, answer in pairs if answer is not NOT_ASKED]
    country = load(data.get("country"))
    if is_value(country):
        rows.insert(0, {"key": _("Country"), "value": COUNTRIES.name(str(country))})
    unasked = " · ".join(translated(one.label) for one, answer in pairs if answer is NOT_ASKED)
    return ShownRecord(row, kind, rows, unasked)


def newest_first(rows: Iterable[ProtectionRecord], ring: Ring) -> list[ShownRecord]:
    in_order = sorted(rows, key=lambda row: (row.on, row.number), reverse=True)
    return [shown(row, ring) for row in in_order]
