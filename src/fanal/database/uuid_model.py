"""Rows that are named at random, so that an address tells neither how many there are nor when one
was made (CWE-340)."""

from uuid import uuid4

from django.db import models


class UUIDModel(models.Model):
    """A row with a random name. The first base of a model: `SealedRecord` has its own name too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True
