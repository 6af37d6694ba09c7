"""Tries whether sealed records open with the recovery key: on a sample, which nobody reads."""

from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from uuid import UUID, uuid4

from django.apps import apps

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import BrokenSeal, NotGranted
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.wraps import Opener
from fanal.core.words import Sentence, say
from fanal.keys import trust
from fanal.keys.models import Grant
from fanal.keys.sealed import SealedRecord


class RecoveryRing:
    """The data keys of folders as the recovery key opens them."""

    def __init__(self, private: PrivateKeys) -> None:
        self._opener, self._house = Opener(private.reading), trust.organisation()

    def key(self, folder: UUID, compartment: Compartment, generation: int) -> bytes:
        """The data key, 32 bytes. Raises NotGranted, BrokenSeal for a wrap that is no grant."""
        rows = Grant.objects.filter(
            folder=folder, generation=generation, to_keys=None, to_team_key=None, revoked=None
        )
        for row in rows.select_related("granter", "folder"):
            if compartment in row.parts():
                return self._opened(row)[compartment]
        raise NotGranted(str(folder))

    def newest_key(self, folder: UUID, compartment: Compartment) -> tuple[int, bytes]:
        """Raise NotGranted: nothing is sealed here."""
        raise NotGranted(str(folder))

    def _opened(self, row: Grant) -> dict[Compartment, bytes]:
        trust.check_wrap(row, self._house)
        return row.keys_in(self._opener.unwrap(bytes(row.wrapped), row.statement().context()))


def open_sample(private: PrivateKeys, n: int) -> tuple[int, list[Sentence]]:
    """Open a random sample of `n` records of all tables: how many opened, and which did not."""
    ring, opened, faults = RecoveryRing(private), 0, []
    for row in islice(_drawn(n), n):
        try:
            row.unseal_bytes(ring)
            opened += 1
        except (BrokenSeal, NotGranted):
            faults.append(
                say(
                    "row {row} of {table} does not open with the recovery key",
                    row=str(row.pk),
                    table=row._meta.db_table,
                )
            )
    return opened, faults


def _drawn(n: int) -> Iterator[SealedRecord]:
    """Yield the rows of one table after the other in turn, so that each kind is among them."""
    tables = [model for model in apps.get_models() if issubclass(model, SealedRecord)]
    rows = zip_longest(*(_some(table, n) for table in tables))
    return (row for row in chain.from_iterable(rows) if row is not None)


def _some(table: type[SealedRecord], n: int) -> list[SealedRecord]:
    """Return rows drawn by chance: the first from a random id on, and from the beginning again."""
    # Random ids are spread evenly, so this is a fair sample without ORDER BY RANDOM(), which would
    # read the whole table.
    ordered, start = table._base_manager.order_by("pk"), uuid4()
    from_start = list(ordered.filter(pk__gte=start)[:n])
    return from_start + list(ordered.filter(pk__lt=start)[: n - len(from_start)])
