"""Referrals and transfers, and every single thing that went out."""

from django.conf import settings
from django.db import models

from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.substitutes import LABEL

USER = settings.AUTH_USER_MODEL
KINDS = [("referral", "referral"), ("transfer", "transfer")]


class Referral(OfADay, SealedRecord):
    """What is asked of a partner for one person. Sealed: what is needed, and the reason given."""

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    opens: bool  # set by a list for its reader: whether she may read what is asked

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="referrals")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.RESTRICT, related_name="+")
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=KINDS, default="referral")
    purpose = ServerSealedTextField()
    classes = ServerSealedTextField()
    state = models.CharField(
        max_length=12, choices=stored_codes(ReferralState), default=ReferralState.DRAFT
    )
    due = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Referral"].as_manager()

    PLAIN = ("kind", "state")

    class Meta:
        ordering = ["-made_on", "id"]
        indexes = [models.Index(fields=["state", "due"])]


class Disclosure(UUIDModel, OfADay):
    """One thing told to one partner. Never deleted: it is the list of who has what.

    `digest`: the keyed fingerprint of what went out, "" where it is older than the key.
    `receipt`: the code that the partner reads back.
    """

    CHANNELS = stored_codes(("bundle", "print", "dossier", "journey_papers", "meeting"))

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="disclosures")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.RESTRICT, related_name="disclosures"
    )
    referral = models.ForeignKey(
        Referral, null=True, on_delete=models.RESTRICT, related_name="disclosures"
    )
    partner_file = models.ForeignKey(
        "sharing.PartnerFile", null=True, on_delete=models.RESTRICT, related_name="disclosures"
    )
    channel = models.CharField(max_length=16, choices=CHANNELS)
    purpose = ServerSealedTextField()
    classes = ServerSealedTextField()
    digest = models.CharField(max_length=64)
    receipt = ServerSealedTextField(instead=LABEL)
    overrides = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    received_on = models.DateField(null=True)
    recalled_on = models.DateField(null=True)
    recall_answered_on = models.DateField(null=True)

    objects = RowsOfADay["Disclosure"].as_manager()

    PLAIN = ("channel", "digest", "overrides")

    class Meta:
        ordering = ["-on", "id"]
        indexes = [
            models.Index(
                fields=["recalled_on"],
                condition=models.Q(recalled_on__isnull=False, recall_answered_on=None),
                name="disclosures_to_be_destroyed",
            )
        ]


MARKED = (
    MarkedTable(
        "sharing_referral",
        (
            "id",
            "person_id",
            "partner_id",
            "area_id",
            "kind",
            "state",
            "due",
            "made_by_id",
            "made_on",
        ),
        ("purpose", "classes"),
        "due IS NOT NULL",
    ),
    MarkedTable(
        "sharing_disclosure",
        (
            "id",
            "person_id",
            "partner_id",
            "referral_id",
            "partner_file_id",
            "channel",
            "digest",
            "overrides",
            "by_id",
            '"on"',
            "received_on",
            "recalled_on",
            "recall_answered_on",
        ),
        ("purpose", "classes", "receipt"),
        "recall_answered_on IS NULL",
    ),
)
