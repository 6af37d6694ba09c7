"""The journal: which act, by whom, about what, in an order that cannot be changed unnoticed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanal.core.sealing import chain
from fanal.core.sealing.framing import framed
from fanal.core.sealing.tiers import T0, T1
from fanal.sealed_columns import ServerSealedTextField


class Entry(models.Model):
    """One act. The exact time and the codes in `detail` are under the server's key."""

    TIERS = {
        "number": T0, "day": T0, "act": T0, "by": T0, "about": T0,
        "detail": T1, "before": T0, "mark": T0,
    }  # fmt: skip

    number = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    act = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    about = models.CharField(max_length=40, blank=True, db_index=True)
    detail = ServerSealedTextField()
    before = models.BinaryField()
    mark = models.BinaryField()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entries"

    def content(self, detail: str | None = None) -> bytes:
        """The bytes that the mark is over: everything but the marks."""
        who = str(self.by_id) if self.by_id else ""
        said = self.detail if detail is None else detail
        return framed(self.day.isoformat(), self.act, who, self.about, said)


class Head(models.Model):
    """The last number and mark: one row, locked while an entry is added."""

    TIERS = {"id": T0, "number": T0, "mark": T0}

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    mark = models.BinaryField(default=chain.START)
