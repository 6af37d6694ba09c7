"""What was found about partners and about our own people, and what happened with them.

The facts of a finding are under the server's key, not under a person's: the gate has to see a
danger that the person at the screen must not know of.
"""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.uuid_model import UUIDModel
from fanal.partners.models.directory import Area, Partner
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import BoundRow, ServerSealedTextField

USER = settings.AUTH_USER_MODEL

type FactsOnFile = dict[str, Any]  # codes and texts by what they say, as JSON writes them


class SealedFacts(models.Model):
    """Coded facts and texts as one object in the sealed column of a row, `sealed`."""

    class Meta:
        abstract = True

    @property
    def facts(self) -> FactsOnFile:
        """The facts, opened. Raises BrokenSeal."""
        return facts_in(self.sealed)

    @facts.setter
    def facts(self, data: FactsOnFile) -> None:
        self.sealed = json.dumps(data, ensure_ascii=False, sort_keys=True)


def facts_in(text: str) -> FactsOnFile:
    found: FactsOnFile = json.loads(text)
    return found


class TrustFinding(UUIDModel, SealedFacts, BoundRow, Attested):
    """A finding about a partner or a colleague.

    `closed`: only leads and the director learn that it exists. `facts`: level, purposes, reasons,
    reliability, credibility, precautions, evidence. They are bound to whom it is about and whether
    it counts: one of these changed by hand breaks the seal.
    """

    BOUND_TO = (
        "about_id",
        "colleague_id",
        "area_id",
        "closed",
        "said_by_id",
        "said_on",
        "confirmed_by_id",
        "review_on",
        "until",
        "withdrawn_on",
    )

    about = models.ForeignKey(
        Partner, null=True, on_delete=models.RESTRICT, related_name="findings"
    )
    colleague = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.RESTRICT, related_name="+")
    closed = models.BooleanField(default=False)
    said_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    said_on = models.DateField()
    confirmed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    confirmed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    until = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    sealed = ServerSealedTextField(bound_to=BOUND_TO)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    UNDECIDING = ("sealed",)

    class Meta:
        ordering = ["-said_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about=None) ^ models.Q(colleague=None),
                name="a_finding_is_about_one",
            ),
            two_people("confirmed_by", "said_by", name="a_second_person_confirms"),
            models.CheckConstraint(
                condition=models.Q(colleague=None) | ~models.Q(colleague=models.F("said_by")),
                name="nobody_finds_about_oneself",
            ),
        ]

    @property
    def reasons(self) -> list[str]:
        """The reasons, opened. Raises BrokenSeal."""
        return list(self.facts["reasons"])


class Allowance(UUIDModel, Attested):
    """An allowance of one unit or contact by name by two people, although its organisation is
    blocked. `declined_on`: the second said no, or the first thought again."""

    partner = models.ForeignKey(Partner, on_delete=models.RESTRICT, related_name="allowances")
    area = models.ForeignKey(Area, null=True, on_delete=models.RESTRICT, related_name="+")
    reason = ServerSealedTextField()
    first = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    until = models.DateField()
    declined_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    declined_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    mine: bool  # set for its reader: whether she may be the second person

    GUARDED = True
    UNDECIDING = ("reason",)
    # Over long ago: a row that two people did not make allows nothing, and stays to be looked at.
    SAFE = {"until": date(2000, 1, 1)}

    class Meta:
        ordering = ["-on", "id"]
        constraints = [two_people("second", "first", name="two_people_allow")]


class Pattern(UUIDModel, SealedFacts):
    """An event in somebody's hands: money taken, a certificate destroyed. `facts`: amount,
    currency, words. `case`: the id of the case, nothing else of it."""

    KINDS = [
        (one, one)
        for one in (
            "payment_demanded",
            "certificate_taken",
            "certificate_destroyed",
            "charged_though_recognised",
            "not_heard_of_after_hand_over",
        )
    ]
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    kind = models.CharField(max_length=28, choices=KINDS)
    partner = models.ForeignKey(
        Partner, null=True, on_delete=models.RESTRICT, related_name="patterns"
    )
    area = models.ForeignKey(Area, null=True, on_delete=models.RESTRICT, related_name="+")
    # No foreign key: from the register nobody follows it into a file.
    case = models.UUIDField(null=True)
    day = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    sealed = ServerSealedTextField(bound_to=("kind", "partner_id", "case"))

    PLAIN = ("kind",)

    objects = RowsThatOpen["Pattern"].as_manager()

    class Meta:
        ordering = ["-day", "id"]
