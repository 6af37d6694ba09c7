"""The journal: which act, by whom, about what, in an order that cannot be changed unnoticed."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from fanal.core.sealing import chain
from fanal.core.sealing.framing import framed
from fanal.sealed.columns import ServerSealedTextField

if TYPE_CHECKING:
    from fanal.accounts.models import User


type Detail = dict[str, Any]  # codes and ids by name, as JSON holds them


class JournalText(NamedTuple):
    """What an entry says. `by`: the id of an account, or empty for the server; `detail`: JSON."""

    act: str
    by: str
    about: str
    detail: str


class SaidField(ServerSealedTextField):
    """A `JournalText` under the server's key; `detail` to the letter, as the mark is over it."""

    _pyi_private_set_type: JournalText  # type: ignore[assignment]  # no text, other than its base
    _pyi_private_get_type: JournalText  # type: ignore[assignment]  # as above

    def _written(self, value: JournalText) -> str:
        return f"{json.dumps(value[:3], separators=(',', ':'))}\n{value.detail}"

    def _read(self, text: str) -> JournalText:
        who, _end, detail = text.partition("\n")
        act, by, about = json.loads(who)
        return JournalText(act, by, about, detail)


class JournalEntry(models.Model):
    """One act. All that it says is under the server's key; plain are its number and its day.

    It is found by its tokens (`fanal.audit.tokens`), and by nothing else.
    """

    PLAIN = ("by_token", "about_token", "before", "mark")

    # A number without gaps, given in one locked row: what is missing shows (ADR 7).
    number = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    said = SaidField()
    by_token = models.CharField(max_length=32)
    about_token = models.CharField(max_length=32)
    before = models.BinaryField()
    mark = models.BinaryField()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["by_token", "about_token"], name="audit_entry_by_token"),
            # By `db_index` PostgreSQL would get a second one, for texts that begin alike.
            models.Index(fields=["about_token"], name="audit_entry_by_about"),
            models.Index(fields=["day", "number"], name="audit_entry_by_day"),
        ]
        # The class has another name by now; a table keeps its first one, to which its columns are
        # sealed (ADR 17).
        db_table = "audit_entry"
        verbose_name_plural = "entries"

    @property
    def act(self) -> str:
        return str(self.said.act)

    @property
    def by_id(self) -> UUID | None:
        return UUID(self.said.by) if self.said.by else None

    @property
    def about(self) -> str:
        return str(self.said.about)

    @property
    def detail(self) -> str:
        return str(self.said.detail)

    @property
    def at(self) -> datetime:
        """The moment. `day` is that of one calendar for all offices."""
        return datetime.fromisoformat(json.loads(self.detail)["at"])

    @cached_property
    def by(self) -> User | None:
        """Who acted, or None for the server. `queries.with_people` asks for those of many."""
        who = self.by_id
        return get_user_model().objects.filter(pk=who).first() if who else None

    def content(self) -> bytes:
        """The bytes that the mark is over: everything but the marks."""
        said: JournalText = self.said
        return framed(self.day.isoformat(), said.act, said.by, said.about, said.detail)


class JournalHead(models.Model):
    """The last number and mark: one row, locked while an entry is added. `at` is the hour of the
    last entry, by which a clock that was set back is seen."""

    PLAIN = ("mark",)

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    mark = models.BinaryField(default=chain.START)
    at = ServerSealedTextField(null=True)

    class Meta:
        db_table = "audit_head"


class JournalDay(models.Model):
    """The entries of a day that is over, in short and under the server's key: by it they are found
    without opening each (`audit.search`). It tells nothing that the day's entries do not; one that
    does not fit them, or is gone, only makes the search slower.
    """

    day = models.DateField(primary_key=True)
    entries = models.PositiveIntegerField()
    rows = ServerSealedTextField()


class JournalAlarm(models.Model):
    """One row while the journal has a break that nobody acknowledged: what the pages ask.

    It is a reminder, no evidence: that stands in the journal and in the second places.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    since = models.DateField()
    told_on = models.DateField(null=True)  # by mail, once a day while it stands

    class Meta:
        db_table = "audit_alarm"


class HeadMail(models.Model):
    """The day on which the head of the journal last went to somebody by mail."""

    to = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(null=True)


class ReadingNotice(models.Model):
    """The last day on which there was unusual reading for somebody to look at; not whose."""

    to = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(null=True)
