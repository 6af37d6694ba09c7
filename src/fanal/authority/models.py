"""Attested rows, the ledger of their past versions, and findings about rows we did not make."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models.fetch_modes import FetchMode

from fanal.authority import groups, ledger
from fanal.authority.attested import (
    Unauthentic,
    as_before,
    must_be_genuine,
    name_of,
    next_version,
    signed,
)
from fanal.authority.querysets import AttestedQuerySet
from fanal.authority.tables import OWN, Column, column, deciding, table
from fanal.core.sealing import chain
from fanal.database.days_written import DayWritten
from fanal.sealed.columns import ServerSealedTextField


class Attested(models.Model):
    """A row that counts only with the server's attestation. Its last two columns are
    `attested_version = VersionField()` and `attestation = AttestationField()`.
    """

    UNDECIDING: tuple[str, ...] = ()  # columns of which nothing follows for anybody's keys
    SINCE = 1  # the level at which the table came to be attested (`ledger_head`)
    LATER: tuple[str, ...] = ()  # columns that came later: no part of a row that has none of them
    NAMED_BY: tuple[str, ...] = ()  # which row it is, where its key is drawn by the database
    # The state in which a row that is not genuine harms nobody; without one it is taken out.
    SAFE: ClassVar[dict[str, object | Callable[[], object]]] = {}
    MUST_BE_WHOLE = False  # its rows keep people out: nothing opens while one of them is gone
    # Columns that say to which folders, or journeys, a row belongs: the row of each counts them in
    # its column `counts`, which `groups` alone writes.
    COUNTED_BY: tuple[str, ...] = ()
    COUNTED_IN = "keys_folder"
    COUNTS = False  # whether it is such a table
    GUARDED = False  # small, and joined everywhere: read whole at each request

    attested_version: int
    attestation: bytes | memoryview
    was_genuine = False  # when it was deleted
    _loaded: tuple[Collection[str], Collection[object]] = ((), ())

    objects = AttestedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[object],
        *,
        fetch_mode: FetchMode | None = None,
    ) -> Self:
        """Remember the row as it was loaded: `_do_update` asks whether that was genuine."""
        loaded = super().from_db(db, field_names, values, fetch_mode=fetch_mode)
        loaded._loaded = (field_names, values)
        return loaded

    def attested_values(self) -> dict[str, object]:
        return {one.attname: getattr(self, one.attname) for one in deciding(type(self))}

    def save(self, *args: Any, **options: Any) -> None:
        """The row and its entry in the ledger: both or neither."""
        with transaction.atomic(savepoint=False):
            ledger.hold()
            super().save(*args, **options)

    def _do_insert(self, *args: object, **options: object) -> Sequence[object]:
        # `save` does not know whether a row is inserted or updated: Django decides further down,
        # and calls this hook or the next one.
        made: Sequence[object]
        made = super()._do_insert(*args, **options)  # type: ignore[misc]  # not in django-stubs
        ledger.made(table(type(self)), 1)
        groups.changed(type(self), [self], 1)
        return made

    def _do_update(
        self,
        base_qs: models.QuerySet[Self],
        using: str | None,
        pk_val: object,
        values: Collection[tuple[Column, type[models.Model] | None, object]],
        update_fields: Iterable[str] | None,
        forced_update: bool,
        returning_fields: Sequence[Column],
    ) -> list[Sequence[object]]:
        """Attest the row as it will be. Raises Unauthentic where it was not genuine before."""
        rest = (update_fields, forced_update, returning_fields)
        attests = [column(type(self), name) for name in OWN]
        own = list(attests)
        # `groups` alone writes the counts: an instance that was read before another row was added
        # would set them back.
        own += [column(type(self), groups.COLUMN)] if self.COUNTS else []
        values = [one for one in values if one[0] not in own]
        changes = {field.attname: value for field, _, value in values}
        if not {one.attname for one in deciding(type(self))} & set(changes):
            return super()._do_update(base_qs, using, pk_val, values, *rest)
        held = base_qs.filter(pk=pk_val).first()
        if held is None:
            return super()._do_update(base_qs, using, pk_val, values, *rest)
        if not self._was_genuine_when_loaded():
            raise Unauthentic(type(self), name_of(self))
        must_be_genuine(held)
        self.attested_version, self.attestation = next_version(held, changes)
        values += [(one, None, getattr(self, one.attname)) for one in attests]
        done = super()._do_update(base_qs, using, pk_val, values, *rest)
        if self.attested_version:
            ledger.changed([(table(type(self)), name_of(held), held.attested_version)])
        groups.moved(type(self), [(held, changes)])
        return done

    def _was_genuine_when_loaded(self) -> bool:
        _names, values = self._loaded
        if len(values) != len(self._meta.concrete_fields):
            return True  # made here, or loaded in part: what is held was verified
        return as_before(type(self)) or signed(type(self)(*values))


class Head(models.Model):
    """The end of the ledger, and how many rows each attested table has: one row, attested itself.

    `step` rises with every change, also one that ends nothing.
    """

    PLAIN = ("mark", "counts", "seal")

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    mark = models.BinaryField(default=chain.START)
    step = models.BigIntegerField(default=0)
    counts = models.TextField(default="{}")
    seal = models.BinaryField(default=b"")


class Ended(models.Model):
    """A version of a row that is over: something followed it, or the row was deleted.

    The entries form a chain, as those of the journal do.
    """

    PLAIN = ("table", "row", "before", "mark")

    number = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=72)
    version = models.PositiveIntegerField()
    before = models.BinaryField()
    mark = models.BinaryField()


class RowFinding(models.Model):
    """A row that is not genuine, or rows that are gone: what it held, whether it was taken out."""

    PLAIN = ("table", "row", "why", "mark")

    id = models.UUIDField(primary_key=True, default=uuid4)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=72)
    why = models.CharField(max_length=20)
    found = DayWritten(auto_now_add=True)
    taken_out = models.BooleanField(default=False)
    settled = models.DateField(null=True)  # two people certified what is there since
    mark = models.CharField(max_length=64, unique=True)  # a keyed hash: the same is found once
    content = ServerSealedTextField(default="")

    class Meta:
        db_table = "authority_finding"
