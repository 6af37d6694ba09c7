"""Looks at whole tables for rows that no action here made, and for rows that are gone: what nobody
happens to read, and what a list does not find, is noticed all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fanal.authority import completeness, findings, ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.tables import attested_models, guarded_models

if TYPE_CHECKING:
    from fanal.authority.models import Attested


def check_all_tables() -> int:
    """How many tables hold something else than actions here wrote. The tables that are read whole
    at each request need it not. It reads every row: for once a day."""
    ledger.read()
    wrong = 0
    for model in attested_models():
        if model not in guarded_models() and not as_before(model):
            wrong += _noted(model)
    return wrong


def _noted(model: type[Attested]) -> bool:
    wrong, genuine = [], 0
    for one in reading.each_verified(model):
        if one.is_genuine:
            genuine += 1
        else:
            wrong.append(one.name)
    for name in wrong:
        reading.keep(model, name)  # looks again: somebody may have written meanwhile
    return bool(wrong) or not completeness.is_whole(model, read=genuine)


def quarantine_table(model: type[Attested]) -> None:
    """Take out each row of this table that is not genuine, or set it to what harms nobody; and note
    where rows are gone."""
    ledger.read()
    if as_before(model) or not reading.not_genuine(model):
        completeness.is_whole(model)
        return
    # Nothing is put out of force on one look: ledger and rows were read one after the other.
    with transaction.atomic():
        ledger.hold()
        for one in list(reading.all_of(model)):
            if one.why_not:
                findings.quarantine(model, one.name, one.values, one.why_not)
    completeness.is_whole(model)
