"""The two columns of an attested row. They come last in a model: Django calls `pre_save` in the
order of the columns, and the attestation needs the others to be final.
"""

from typing import Any

from django.db import models

from fanal.authority.tables import is_attested_row


class VersionField(models.PositiveIntegerField):
    """The version of a row. 0: from before rows were attested."""

    def __init__(self, *args: Any, **options: Any) -> None:
        usual: dict[str, Any] = {"default": 0, "editable": False}
        super().__init__(*args, **usual | options)

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        if add and is_attested_row(model_instance):
            from fanal.authority.memory import known

            setattr(model_instance, self.attname, max(1, known.floor()))
        return int(getattr(model_instance, self.attname))


class AttestationField(models.BinaryField):
    """The server's HMAC over the row (`fanal.core.sealing.attestations`).

    An insert computes it here, so that `save`, `bulk_create` and `add` get it without asking; an
    update does in `fanal.authority.attested`, which verifies what stood there first.
    """

    _pyi_private_get_type: bytes  # for mypy: SQLite and psycopg both give bytes

    def __init__(self, *args: Any, **options: Any) -> None:
        usual: dict[str, Any] = {"default": b"", "editable": False}
        super().__init__(*args, **usual | options)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        from fanal.authority.attested import attest

        if add and is_attested_row(model_instance):
            setattr(model_instance, self.attname, attest(model_instance))
        return bytes(getattr(model_instance, self.attname))
