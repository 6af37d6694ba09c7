"""Coded links, studies and frozen estimates. No name and no id of a person is in here."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fanal.accounts.agreed_by_two import AgreedByTwo
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import LABEL

type SnapshotContent = dict[str, Any]  # what an estimate keeps, as JSON: figures, sentences, pages
USER = settings.AUTH_USER_MODEL
COUNTS_AS = [
    ("identified", _("formally identified victims")),
    ("presumed", _("presumed victims")),
    ("assisted", _("people who were helped")),
]


class CodedLink(UUIDModel):
    """One pseudonym was known to one source in one month. `month` is its first day.

    fact: JSON of pseudonym, source, area and what the person counts as. own: coded by the sweep
    from our own files, and made anew by it; the others came from outside and stay.
    """

    month = models.DateField(db_index=True)
    fact = ServerSealedTextField()
    own = models.BooleanField(default=False)

    class Meta:
        ordering = ["month", "id"]


class LinksMadeOf(models.Model):
    """The mark of what the coded links of our own files were made of: as long as it is the same,
    the sweep need not look at everybody again.

    One row; `mark` is keyed, of counts and versions.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    mark = models.CharField(max_length=64)

    PLAIN = ("mark",)


class UploadedTable(UUIDModel):
    """A table on its way: whoever uploaded it chooses its columns, then it is deleted.

    content: JSON of the name of its sheet, its heading and its rows. It may hold what should not be
    in it; a sweep deletes what nobody came back to.
    """

    name = ServerSealedTextField()
    content = ServerSealedTextField()
    day = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["day", "id"]


class Study(UUIDModel):
    """Which sources make which lists, when, where, and who counts; fixed once registered.

    lists: name of a list to the codes of its sources, which can name a partner; to none where they
    come from an uploaded table. table: its counts (`figures.tables`). choices: method, threshold
    and so on.
    """

    title = ServerSealedTextField(instead=LABEL)
    who_counts = models.CharField(max_length=40)
    area = models.CharField(max_length=24, default="", blank=True)
    begins = models.DateField()
    ends = models.DateField()
    # Sealed: the codes of the sources name partners, and a stolen database would say with whom we
    # count.
    lists = ServerSealedJSONField()
    from_table = models.BooleanField(default=False)
    table = ServerSealedTextField(null=True)
    choices = models.JSONField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    registered_on = models.DateField(null=True)
    registered_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")

    PLAIN = ("who_counts", "area", "choices")

    class Meta:
        ordering = ["-begins", "id"]


class Estimating(UUIDModel):
    """An estimate that somebody asked for: under way until it has a result, and the last one then.

    `seen_at`: the last sign of the process that works it out, until it ends; `refused`: why there
    is no number, as JSON of sentences in the language of whoever asked.
    """

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="estimating")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    step = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    snapshot = models.ForeignKey(
        "figures.Snapshot", null=True, on_delete=models.CASCADE, related_name="+"
    )
    refused = ServerSealedTextField(default="")

    class Meta:
        ordering = ["id"]

    @property
    def reasons(self) -> list[str]:
        found: list[str] = json.loads(self.refused) if self.refused else []
        return found


class Snapshot(UUIDModel):
    """An estimate as it was made. It is written once and never changed.

    fingerprint: of the counts and the choices. as_registered: made with the choices fixed
    beforehand. content: JSON of counts, choices, figures and the page in both languages. people:
    JSON of a mark a person and her history, by which no later figure differs by a few of them.
    """

    study = models.ForeignKey(Study, on_delete=models.RESTRICT, related_name="snapshots")
    day = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    as_registered = models.BooleanField()
    content = ServerSealedTextField()
    people = ServerSealedTextField(default="")

    PLAIN = ("fingerprint",)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "fingerprint"], name="one_snapshot_a_print")
        ]

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            # A number that was published must be found again as it was, with its choices.
            raise TypeError("a snapshot is never changed")
        super().save(**options)

    @property
    def is_early(self) -> bool:
        """Whether it was made before the last of its days was over."""
        return self.day <= self.study.ends

    @property
    def parsed(self) -> SnapshotContent:
        """The content, opened."""
        content: SnapshotContent = json.loads(self.content)
        return content


class EstimateRelease(UUIDModel, AgreedByTwo):
    """What two people decided of an estimate: that it is published, that it is withdrawn. It stands
    beside the estimate, which is never changed; one without has not been asked about."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.RESTRICT, related_name="release")
    # Bound to its estimate: it says nothing of another.
    told = ServerSealedJSONField(default=dict, bound_to=("snapshot_id",))

    class Meta:
        ordering = ["id"]
