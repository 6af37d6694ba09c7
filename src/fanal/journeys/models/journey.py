"""The plan of a journey: who goes, with whom, from where to where, with which papers.

The way, times of day and who the custodians are: under the server's key, since the sweep reads them
while nobody has unlocked. Where they sleep, the code word, the team and the money are in
`sealed_plan`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.journeys.planning import QUESTIONS
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.references import SealedReferenceField, SealedReferencesField
from fanal.sealed.substitutes import LABEL, Substitute, code

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User
    from fanal.partners.models import Area, Partner

USER = settings.AUTH_USER_MODEL
EVERY_HOURS, PREPARE_DAYS = 6, 7  # between two signs of life, where nobody chose


class Journey(UUIDModel, Attested):
    """A planned journey. `every_hours` between check-ins on the way, `prepare_days` in preparation.

    `followed`: somebody of it has not been followed to the end, so that the board shows it.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="journeys")
    lead = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    code_name = ServerSealedTextField(instead=LABEL)
    kind = ServerSealedTextField(
        choices=stored_codes(("rescue", "escort", "transfer", "return", "court")),
        instead=code("return"),
    )
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    every_hours = models.PositiveSmallIntegerField(default=EVERY_HOURS)
    prepare_days = models.PositiveSmallIntegerField(default=PREPARE_DAYS)
    debrief = ServerSealedTextField(default="", blank=True)
    followed = models.BooleanField(default=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    # how many attested rows of each table belong to it (`fanal.authority.groups`)
    counts = models.TextField(null=True, default="{}", editable=False)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 3
    PLAIN = ("counts",)
    UNDECIDING = ("code_name", "kind", "debrief", "version")
    # The column came later; while it is NULL the row is attested as it was before.
    LATER = ("counts",)
    COUNTS = True
    # Whoever changed it by hand takes nobody from the board, nor puts off a sign of life.
    SAFE: ClassVar[dict[str, object | Callable[[], object]]] = {
        "followed": True,
        "ended_on": None,
        "every_hours": EVERY_HOURS,
        "prepare_days": PREPARE_DAYS,
    }

    class Meta:
        ordering = ["-starts_on", "id"]
        indexes = [models.Index(fields=["team", "followed"])]

    def __str__(self) -> str:
        return str(self.id)


class JourneyCustodian(UUIDModel, Versioned, Attested):
    """A custodian: a partner, a team of ours, some of our colleagues, or only a name (`label`).

    `area`: where they act; none asks for trust everywhere. `does`: whether they take her in or
    escort her. `planned`: they were found fit, or two decided; not so for those with whom somebody
    was already, and while a second person is asked. `phone` is where those call who give to them or
    receive from them.
    """

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="custodians")
    label = ServerSealedTextField(instead=LABEL)
    # Of whom no more than a name opens, nobody answers for her.
    partner: SealedReferenceField[Partner | None, Partner | None] = SealedReferenceField(
        to="partners.Partner", null=True, instead=code(None)
    )
    partner_id: UUID | None
    team: SealedReferenceField[Team | None, Team | None] = SealedReferenceField(
        to="accounts.Team", null=True, instead=code(None)
    )
    team_id: UUID | None
    colleagues: SealedReferencesField[Iterable[User], list[User]] = SealedReferencesField(
        to=USER, instead=Substitute(list)
    )
    colleagues_ids: list[UUID]
    area: SealedReferenceField[Area | None, Area | None] = SealedReferenceField(
        to="partners.Area", null=True, instead=code(None)
    )
    area_id: UUID | None
    does = models.CharField(
        max_length=16,
        choices=stored_codes(("hold_the_person", "escort")),
        default="hold_the_person",
    )
    planned = models.BooleanField(default=True)
    phone = ServerSealedTextField(default="", blank=True, instead=LABEL)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    PLAIN = ("does",)
    # Who they are is sealed for this row, once; their number may be one of before.
    UNDECIDING = ("version", "label", "partner", "team", "colleagues", "area", "phone")
    COUNTED_BY = ("journey_id",)
    COUNTED_IN = "journeys_journey"

    class Meta:
        # Tables keep their first names (ADR 17).
        db_table = "journeys_hands"
        ordering = ["id"]

    @property
    def known(self) -> bool:
        """Whether more is known of them than a name that somebody typed."""
        return bool(self.partner_id or self.team_id or self.colleagues_ids)


class Traveller(UUIDModel, Attested):
    """A person of a journey, in one case. `nationality`: a code, to count by."""

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="travellers")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    nationality = ServerSealedTextField(default="", blank=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 3
    UNDECIDING = ("nationality",)
    COUNTED_BY = ("journey_id",)
    COUNTED_IN = "journeys_journey"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "person"], name="once_on_a_journey")
        ]


class Leg(UUIDModel, Attested):
    """Part of a journey between two areas. `times`: those of `hours`; `by_what`: bus, on foot.

    A leg that changes is another row: what was sealed for this one is put back into no other.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="legs")
    number = models.PositiveSmallIntegerField()
    start: SealedReferenceField[Area, Area] = SealedReferenceField(to="partners.Area")
    start_id: UUID
    end: SealedReferenceField[Area, Area] = SealedReferenceField(to="partners.Area")
    end_id: UUID
    crossing: SealedReferenceField[Area | None, Area | None] = SealedReferenceField(
        to="partners.Area", null=True
    )
    crossing_id: UUID | None
    hands: SealedReferenceField[JourneyCustodian, JourneyCustodian] = SealedReferenceField(
        to="journeys.JourneyCustodian"
    )  # sealed under this name
    hands_id: UUID
    times = ServerSealedTextField()
    by_what = ServerSealedTextField(default="", blank=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    UNDECIDING = ("start", "end", "crossing", "hands", "times", "by_what")
    COUNTED_BY = ("journey_id",)
    COUNTED_IN = "journeys_journey"

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["journey", "number"], name="legs_in_order")]

    @property
    def hours(self) -> tuple[datetime, datetime]:
        """The hours at which it leaves and arrives, by the clock of the office."""
        leaves, arrives = map(datetime.fromisoformat, json.loads(self.times))
        # In one place: nine readers had turned stored times into those of the office, each by
        # itself.
        return timezone.localtime(leaves), timezone.localtime(arrives)

    @property
    def leaves(self) -> datetime:
        return self.hours[0]

    @property
    def arrives(self) -> datetime:
        return self.hours[1]


class Paper(UUIDModel):
    """A paper of one traveller, and which custodian holds it. `shows`: which of the typed papers of
    her case it is; None of what was written before there were any, or by who may not open them."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    traveller = models.ForeignKey(Traveller, on_delete=models.RESTRICT, related_name="papers")
    kind = ServerSealedTextField(
        choices=stored_codes(("passport", "travel_document", "authority_letter", "other"))
    )
    held_by: SealedReferenceField[JourneyCustodian, JourneyCustodian] = SealedReferenceField(
        to="journeys.JourneyCustodian"
    )
    held_by_id: UUID

    shows = models.ForeignKey(
        "papers.TypedPaper", null=True, on_delete=models.RESTRICT, related_name="carried"
    )

    objects = RowsThatOpen["Paper"].as_manager()

    class Meta:
        ordering = ["id"]


class GoAnswer(UUIDModel, Attested):
    """One item of the go / no-go list. None: not known, and not known is no."""

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="answers")
    item = models.CharField(max_length=32, choices=stored_codes(QUESTIONS))
    yes = models.BooleanField(null=True)
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    PLAIN = ("item",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "item"], name="one_answer_an_item")
        ]
