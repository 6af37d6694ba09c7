"""Keys of forms that were answered, so that a second sending does nothing twice; the last sweep;
what was tried of the installation."""

from django.db import models

from fanal.database.days_written import DayWritten
from fanal.database.uuid_model import UUIDModel


class Answered(models.Model):
    """One form that was sent, by whom, and where its answer led. Holds no content."""

    key = models.CharField(max_length=32)
    # No foreign key: whoever is not signed in sends forms too, and stands here as "".
    who = models.CharField(max_length=36)
    location = models.CharField(max_length=500)
    day = DayWritten(auto_now_add=True)

    PLAIN = ("key", "who", "location")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "key"], name="web_answered_once")]


class LastSweep(models.Model):
    """When `fanal tick` last ended. One row: who relies on an alarm must see that it still runs."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ended_at = models.DateTimeField()
    # A keyed hash of the hour: whoever writes to the database makes no timer run that stands still.
    mark = models.CharField(max_length=64, default="")

    PLAIN = ("mark",)


class SweepGap(UUIDModel):
    """A time in which no sweep ran and an alarm fell due, or nobody was reminded of a day.
    `looked`: the ids of the teams for which somebody has looked at it, parted by spaces."""

    since = models.DateTimeField(unique=True)
    until = models.DateTimeField()
    looked = models.TextField(default="", blank=True)
    # A keyed hash of the rest: whoever writes to the database looks at it for nobody.
    mark = models.CharField(max_length=64)

    PLAIN = ("looked", "mark")

    class Meta:
        ordering = ["since"]


class LastProof(models.Model):
    """The day on which something that nobody sees from a page was last done
    (`fanal.web.proofs`)."""

    what = models.CharField(max_length=20, primary_key=True)
    on = models.DateField()

    PLAIN = ("what",)
