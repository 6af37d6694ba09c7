"""The keys of forms that were answered, so that a second sending does nothing twice."""

from __future__ import annotations

from django.db import models

from fanal.core.sealing.tiers import T0


class Answered(models.Model):
    """One form that was sent, by whom, and where its answer led. Holds no content."""

    key = models.CharField(max_length=32)
    who = models.CharField(max_length=36)
    location = models.CharField(max_length=500)
    day = models.DateField(auto_now_add=True)

    TIERS = {"id": T0, "key": T0, "who": T0, "location": T0, "day": T0}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "key"], name="web_answered_once"),
        ]
