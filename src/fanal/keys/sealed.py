"""Rows whose content only a key holder can read, and which do not open in another place."""

import json
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db import models

from fanal.authority.tables import OWN, Column, deciding, is_attested
from fanal.core.errors import Conflict
from fanal.core.sealing import records
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import BrokenSeal, NotGranted
from fanal.sealed import substitutes
from fanal.sealed.columns import as_written

type Content = dict[str, Any]  # what is sealed in a row, as JSON holds it


VARIES = "compartment"  # the column of a model that sets no `COMPARTMENT`


class KeyRing(Protocol):
    """What a row asks of the ring of a reader (`fanal.keys.ring.Ring`)."""

    def key(self, folder: UUID, compartment: Compartment, generation: int) -> bytes: ...

    def newest_key(self, folder: UUID, compartment: Compartment) -> tuple[int, bytes]: ...


class SealedRecord(models.Model):
    """One row, one compartment, one sealed group of fields.

    A model sets `COMPARTMENT`, or has a column `compartment` where it varies. `FOLDER_OF`: the
    column that stands for the same as its folder. The seal is bound to the folder alone.
    """

    COMPARTMENT: Compartment | None = None
    FOLDER_OF: str = ""

    id = models.UUIDField(primary_key=True, default=uuid4)
    folder = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def group(self) -> Compartment:
        """The compartment this row belongs to."""
        return self.COMPARTMENT or Compartment(getattr(self, VARIES))

    def place(self) -> records.RecordPlace:
        return records.RecordPlace(
            self._meta.db_table, f"{self.folder}|{self.pk}", self.group(), self.version
        )

    def seal(self, ring: KeyRing, data: Content) -> None:
        """Seal `data` (anything JSON holds) as the next version. Raises Locked or NotGranted."""
        self.seal_bytes(ring, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        self._just_sealed = (ring, data)

    def seal_bytes(self, ring: KeyRing, data: bytes) -> None:
        """Seal bytes that are no JSON, as `seal` does."""
        generation, key = ring.newest_key(self.folder, self.group())
        # Before `place` is asked: the version is part of what the seal is bound to, so that an
        # older text of the same row, put back in the database, does not open.
        self.version += 1
        self.sealed = records.seal(key, self.place(), data, generation)

    def unseal(self, ring: KeyRing) -> Content:
        """The data. Raises Locked, NotGranted or BrokenSeal."""
        data = json.loads(self.unseal_bytes(ring))
        # What opens was sealed by us, but maybe as bytes (`seal_bytes`): a file is no record.
        if not isinstance(data, dict):
            raise BrokenSeal(str(self.pk))
        return data

    def unseal_bytes(self, ring: KeyRing) -> bytes:
        """What `seal_bytes` was given. Raises Locked, NotGranted or BrokenSeal."""
        # Else a name, pointed at another file in the database, would be read as a name of hers.
        if self.FOLDER_OF and getattr(self, self.FOLDER_OF) != self.folder:
            raise BrokenSeal(str(self.pk))
        # SQLite keeps anything in any column: what is no bytes opens as little as others'.
        blob = bytes(self.sealed) if isinstance(self.sealed, bytes | memoryview) else b""
        key = ring.key(self.folder, self.group(), records.generation_of(blob))
        return records.unseal(key, self.place(), blob)

    def try_unseal(self, ring: KeyRing) -> Content | None:
        """The data, or None where the reader has no key: for lists (see `Ring.prepare`). On a page
        that is drawn anew also where it does not open: what a page goes on from without a key is
        never calm.

        Raises Locked: who only has to say her pass-phrase is not told that a part is closed to her.
        """
        try:
            return self.unseal(ring)
        except NotGranted:
            return None
        except BrokenSeal:
            if not substitutes.is_drawn_anew():
                raise
            return None

    def write(self, ring: KeyRing, data: Content, version: int) -> None:
        """Seal `data` and save: a row that is new, or one as it was at `version`.

        Raises Locked, NotGranted, or Conflict with both.
        """
        # Before sealing, which raises the version.
        new = self.version == 0
        self.seal(ring, data)
        if new:
            self.save(force_insert=True)
        else:
            self.save_if_version(version)

    def save_if_version(self, version: int) -> None:
        """Save what `seal` made if nobody saved since `version`, but for what is attested: that was
        not verified here. Raises Conflict with both."""
        ring, yours = self._just_sealed
        columns = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if not _kept_as_is(type(self), field)
        }
        columns["version"] = self.version
        current = type(self)._base_manager
        # One statement asks and writes: between a question of its own and the writing somebody else
        # could save (Django’s `save` would overwrite it).
        if not current.filter(pk=self.pk, version=version).update(**as_written(self, columns)):
            theirs = current.get(pk=self.pk)
            raise Conflict(yours, theirs.unseal(ring), theirs.version)


class Versioned(models.Model):
    """A row in plain columns that two people may edit at once."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def save_if_version(self, version: int) -> None:
        """Save if nobody saved since `version`, but for what is attested: that is no text of two
        people, and was not verified here. Raises Conflict with both rows as values."""
        fields = [
            field.attname
            for field in self._meta.concrete_fields
            if not _kept_as_is(type(self), field)
        ]
        yours = {name: getattr(self, name) for name in fields}
        current = type(self)._base_manager
        changed = as_written(self, yours) | {"version": version + 1}
        if not current.filter(pk=self.pk, version=version).update(**changed):
            theirs = current.get(pk=self.pk)
            raise Conflict(
                yours, {field: getattr(theirs, field) for field in fields}, theirs.version
            )
        self.version = version + 1


def _kept_as_is(model: type[models.Model], field: Column) -> bool:
    attested = is_attested(model) and (field.name in OWN or field in deciding(model))
    return field.primary_key or attested
