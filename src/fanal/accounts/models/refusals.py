"""What a second person said no to, with her reason, for whoever asked."""

from uuid import uuid4

from django.db import models

from fanal.accounts.models.people import User
from fanal.database.days_written import DayWritten
from fanal.sealed.columns import ServerSealedJSONField


class Refusal(models.Model):
    """A no of a second person, until whoever asked has read it or cannot any more, or the file, the
    case or the journey is erased. Of what asks nobody until it is written anew (`stays_refused`) it
    stays, without a word.

    `kind`: of `fanal.web.decisions`; `about`: the request. `told`: why, in words; of whom it was,
    as a code name, and its id, by which it is hidden from who is kept out of it since; to whom it
    went; and what exactly was asked.
    """

    PLAIN = ("kind",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=20)
    about = models.UUIDField()
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    on = DayWritten(auto_now_add=True)
    read_on = models.DateField(null=True)
    told = ServerSealedJSONField(bound_to=("kind", "about", "asked_by_id", "by_id"))

    class Meta:
        indexes = [models.Index(fields=["asked_by", "kind"], name="refused_to_whom")]
