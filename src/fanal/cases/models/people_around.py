"""What the gate reads of those around her while nobody has unlocked."""

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case import Case
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.records import CaseEntry
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.proxy_consent import RECRUITER
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import BoundRow, ServerSealedJSONField


class PersonAround(OfADay):
    """What decides who is told and whose yes counts, of an entry in *People around her*: no name.
    Entries of before have no row until somebody who can open them looks at them.

    `coded`: `relation`, `never_told`, `suspect`, `close`, and `parties`, the partners of the same
    name; from the paper of a guardian or temporary carer, `role`, `role_until` and `disputed`.
    """

    entry = models.OneToOneField(
        CaseEntry, primary_key=True, on_delete=models.RESTRICT, related_name="around"
    )
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="people_around")
    coded = ServerSealedJSONField(bound_to=("case_id",))

    objects = RowsOfADay["PersonAround"].as_manager()

    class Meta:
        ordering = ["entry"]

    @property
    def is_danger(self) -> bool:
        """Whether this one is part of the danger, close to a suspect, or recruited her, and so
        consents for nobody (`core.trust.proxy_consent`)."""
        known = self.coded
        barred = known.get("never_told") or known.get("close")
        return bool(barred) or known.get("relation") == RECRUITER


# Who answers for a person who does not decide alone: a best-interests decision by two.
USER = settings.AUTH_USER_MODEL


class CarerDecision(BoundRow, SealedRecord, Attested):
    """Two colleagues decided in her best interests who answers for her: `speaker`, one of the
    people around her, or nobody of them: the case worker. Nothing of it counts before the `second`
    agreed, and nothing after it was ended.

    `coded`: as what this one answers (`role`) and why it had to be decided (`ground`), bound to all
    that the gate reads of it. The reasons are sealed. Rows are only added to.
    """

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"
    BOUND_TO = (
        "case_id",
        "person_id",
        "speaker_id",
        "first_id",
        "second_id",
        "on",
        "until",
        "ended_on",
    )

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="carer_decisions")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    speaker = models.ForeignKey(CaseEntry, null=True, on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(bound_to=BOUND_TO)
    first = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    until = models.DateField(null=True)
    declined_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 9  # nobody answers for a child again because the row of before the end was put back
    UNDECIDING = ("version", "sealed", "coded", "declined_by")  # sealed for this row alone, once

    class Meta:
        ordering = ["-on", "id"]
        constraints = [two_people("second", "first", name="two_people_decide_who_answers")]

    @property
    def waits(self) -> bool:
        return self.second_id is None and self.ended_on is None
