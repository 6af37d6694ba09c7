"""What somebody keeps for herself beside the cases: lists by filter, the calendar of her tasks."""

from django.conf import settings
from django.db import models

from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class SavedList(UUIDModel):
    """A list of cases by its filters, of whoever saved it. What was searched for is not kept."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="saved_lists")
    name = ServerSealedTextField(bound_to=("user_id",))
    filters = ServerSealedJSONField(bound_to=("user_id",), default=dict)

    class Meta:
        ordering = ["id"]


class CalendarFeed(UUIDModel):
    """The secret address at which a calendar asks for the days of somebody's tasks.

    `mark`: a keyed hash of the secret, which itself is kept nowhere, with whose it is and whether
    it says hours: a row that was changed in the database fits no secret.
    """

    user = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="calendar_feed")
    mark = models.CharField(max_length=64, unique=True)
    with_hours = models.BooleanField(default=False)
    made_on = models.DateField()

    PLAIN = ("mark",)
