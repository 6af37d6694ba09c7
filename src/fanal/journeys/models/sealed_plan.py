"""What of a plan only those who need it may open: where they sleep, the code word, the money."""

from django.db import models

from fanal.core.sealing.compartments import FINANCE, NARRATIVE, WHEREABOUTS
from fanal.core.words import stored_codes
from fanal.journeys.models.journey import Journey
from fanal.keys.sealed import SealedRecord

COMPARTMENTS = {"contact": NARRATIVE, "sleeping": WHEREABOUTS, "costs": FINANCE}


class PlanPart(SealedRecord):
    """One sealed part of a journey's plan, in the journey's own folder.

    `contact`: team, rules, code_word. `sleeping`: places. `costs`: costs.
    """

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="plan_parts")
    part = models.CharField(max_length=8, choices=stored_codes(COMPARTMENTS))
    compartment = models.CharField(max_length=12)

    PLAIN = ("part", "compartment")

    class Meta:
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "part"], name="one_plan_part_each")
        ]
