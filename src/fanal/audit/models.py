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
        indexes = [models.Index(fields=["day", "act"])]
        verbose_name_plural = "entries"

    def content(self, detail: str | None = None) -> bytes:
        """The bytes that the mark is over: everything but the marks."""
        who = str(self.by_id) if self.by_id else ""
        said = self.detail if detail is None else detail
        return framed(self.day.isoformat(), self.act, who, self.about, said)


class Head(models.Model):
    """The last number and mark: one row, locked while an entry is added. `at` is the hour of the
    last entry, by which a clock that was set back is seen."""

    TIERS = {"id": T0, "number": T0, "mark": T0, "at": T1}

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    mark = models.BinaryField(default=chain.START)
    at = ServerSealedTextField(null=True)


class Alarm(models.Model):
    """One row while the journal has a break that nobody acknowledged: what the pages ask.

    It is a reminder, no evidence: that stands in the journal and in the second places.
    """

    TIERS = {"id": T0, "since": T0, "told_on": T0}

    id = models.SmallIntegerField(primary_key=True, default=1)
    since = models.DateField()
    told_on = models.DateField(null=True)  # by mail, once a day while it stands


class HeadMail(models.Model):
    """On which day the head of the journal last went to somebody by mail."""

    TIERS = {"id": T0, "to": T0, "day": T0}

    to = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(null=True)


class ReadingNotice(models.Model):
    """The last day on which there was unusual reading for somebody to look at; not whose."""

    TIERS = {"id": T0, "to": T0, "day": T0}

    to = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(null=True)
