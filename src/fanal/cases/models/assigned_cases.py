"""Cases that a colleague was given and has not looked at yet."""

from django.conf import settings
from django.db import models

from fanal.cases.models.case import Case

USER = settings.AUTH_USER_MODEL


class GivenCase(models.Model):
    """A case that was given to a colleague: `to` reads on her start page that it is hers now; `by`,
    and the leads of the team, that she has not looked at it. Gone once she has."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.CASCADE, related_name="given"
    )
    to = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "case"]
