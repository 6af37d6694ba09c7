"""A complaint about a shelter, in a folder of its own that its staff never opens."""

from django.db import models

from fanal.cases.models.who_may import SealedComplaint


class Complaint(SealedComplaint):
    """A complaint about a shelter. Its keys are with the directors, else with leads of other teams,
    but none whom it concerns. Sealed too by which way it came: a resident may have chosen one of
    the staff."""

    shelter = models.ForeignKey(
        "shelters.Shelter", on_delete=models.RESTRICT, related_name="complaints"
    )

    class Meta:
        ordering = ["-on", "id"]
