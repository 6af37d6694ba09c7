"""What the gate reads of those around her while nobody has unlocked."""

from __future__ import annotations

from django.db import models

from fanal.cases.models.case import Case
from fanal.cases.models.records import CaseEntry
from fanal.core.trust.proxy_consent import RECRUITER
from fanal.sealed_columns import ServerSealedJSONField


class PersonAround(models.Model):
    """Of an entry in *People around her*: no name, but what decides who is told and whose yes
    counts. Entries of before have no row until somebody who can open them looks at them.

    `coded`: `relation`, `never_told`, `suspect`, `close`, and `parties`, the partners of the same
    name; from the paper of a guardian or temporary carer, `role`, `role_until` and `disputed`.
    """

    entry = models.OneToOneField(
        CaseEntry, primary_key=True, on_delete=models.RESTRICT, related_name="around"
    )
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="people_around")
    coded = ServerSealedJSONField(bound_to=("case_id",))

    class Meta:
        ordering = ["entry"]

    @property
    def is_danger(self) -> bool:
        """Part of the danger, close to a suspect, or who recruited her: this one consents for
        nobody (`core.trust.proxy_consent`)."""
        known = self.coded
        barred = known.get("never_told") or known.get("close")
        return bool(barred) or known.get("relation") == RECRUITER
