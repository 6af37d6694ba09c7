"""What can be had where, the services of a case with every step of each, and needs as lists count
them."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.sealing.compartments import Compartment
from fanal.core.services.history import ServiceStep
from fanal.core.services.kinds import ServiceKind
from fanal.core.services.states import Barrier, EndReason, Refuser, ServiceState, Useful
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs, day_of
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.scoped_codes import ScopedCodeField

USER = settings.AUTH_USER_MODEL


class ServiceOffer(UUIDModel, Versioned):
    """One row of the catalogue: a service of a partner, or of one of our teams, in an area.

    `told`: the kind, for whom, languages, opening, cost, places, who said so. `confirmed_on`: when
    somebody there last said that it is so. `ended_on`: it is given no more.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    partner = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.RESTRICT, related_name="offers"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    told = ServerSealedJSONField(default=dict)
    confirmed_on = models.DateField()
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsThatOpen["ServiceOffer"].as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(partner=None) ^ models.Q(team=None),
                name="an_offer_is_of_one_giver",
            )
        ]

    kind = StoredAs(ServiceKind, "told", "kind")


class CaseService(OfADay, SealedRecord):
    """One service that one person needs, from whom, and how far it is. Sealed: what is needed, and
    the words of each step by its number.

    `referral`: by which a partner is asked; one referral is one service. `team`: ours who give it.
    `due`: when to ask whether the first visit happened, with its `task`. `over_on`: nothing comes.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="services")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    need = models.ForeignKey(
        "cases.CaseEntry", null=True, on_delete=models.RESTRICT, related_name="services_for_need"
    )
    goal = models.ForeignKey(
        "cases.CaseEntry", null=True, on_delete=models.RESTRICT, related_name="services_for_goal"
    )
    offer = models.ForeignKey(ServiceOffer, null=True, on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    referral = models.OneToOneField(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="service"
    )
    task = models.OneToOneField(
        "cases.Task", null=True, on_delete=models.RESTRICT, related_name="service"
    )
    kind = ScopedCodeField(scope="case_id", choices=stored_codes(ServiceKind))
    state = ServerSealedTextField(choices=stored_codes(ServiceState))
    due = models.DateField(null=True)
    over_on = models.DateField(null=True)
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["CaseService"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="services_in_order"),
            models.CheckConstraint(
                condition=models.Q(partner=None) | models.Q(team=None), name="one_giver_at_most"
            ),
        ]
        indexes = [
            # What is counted of the open cases of a team is read from the index alone.
            models.Index(
                fields=["case", "due", "id"],
                condition=models.Q(over_on=None),
                name="services_open_of_cases",
            )
        ]

    service_kind = StoredAs(ServiceKind, "kind")
    stands = StoredAs(ServiceState, "state")


class CaseServiceStep(UUIDModel, OfADay):
    """One thing that happened with a service; steps are only added, also to take one back.

    `coded`: the state that it came to, and by whom and why; words stand in the service, sealed.
    `made_by` None: the sweep recalled what was told.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    service = models.ForeignKey(CaseService, on_delete=models.RESTRICT, related_name="steps")
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    coded = ServerSealedJSONField(bound_to=("case_id", "service_id"))
    made_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["CaseServiceStep"].as_manager()

    class Meta:
        ordering = ["service", "number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_steps_in_order")
        ]

    def step(self) -> ServiceStep:
        """Return the step as the rules read it. Raises BrokenSeal."""
        codes = self.coded
        return ServiceStep(
            ServiceState(codes["state"]),
            self.on,
            refused_by=_code(Refuser, codes.get("refused_by")),
            barrier=_code(Barrier, codes.get("barrier")),
            end=_code(EndReason, codes.get("end")),
            useful=_code(Useful, codes.get("useful")),
            until=day_of(codes.get("until")),
            said_by=codes.get("said_by", ""),
            takes_back=codes.get("takes_back"),
        )


MARKED = (
    MarkedTable(
        "services_caseservice",
        (
            "id",
            "number",
            "due",
            "over_on",
            "made_on",
            "made_by_id",
            "person_id",
            "need_id",
            "goal_id",
            "offer_id",
            "partner_id",
            "team_id",
            "area_id",
            "referral_id",
            "task_id",
        ),
        ("kind", "state"),
        "over_on IS NULL",
    ),
    MarkedTable(
        "services_caseservicestep",
        ("id", "service_id", "number", '"on"', "made_by_id", "made_on"),
        ("coded",),
        "1 = 0",
    ),
)


def _code[Code](codes: type[Code], code: str | None) -> Code | None:
    return codes(code) if code else None  # type: ignore[call-arg]  # an enumeration of texts


class CodedNeed(Attested):
    """What lists of needs without a service read of an entry in *Needs* while nobody has unlocked.

    Earlier entries have no row until somebody who can open them looks at them. `coded`: `domain`
    and `urgency`, "" where there was no answer. `waits`: help is needed and no service looks after
    it. `said_on`: the day of the entry while it waits, so that the database puts twenty thousand in
    order; how soon help is needed it does not know (`UrgentNeeds`).
    """

    entry = models.OneToOneField(
        "cases.CaseEntry", primary_key=True, on_delete=models.RESTRICT, related_name="coded_need"
    )
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="coded_needs")
    coded = ServerSealedJSONField(bound_to=("case_id",))
    waits = models.BooleanField(default=False)
    said_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4  # whoever changes by hand whether it waits hides no need
    UNDECIDING = ("coded",)

    class Meta:
        ordering = ["entry"]
        indexes = [
            models.Index(fields=["case"], condition=models.Q(waits=True), name="needs_that_wait"),
            models.Index(
                fields=["said_on", "entry"], condition=models.Q(waits=True), name="needs_by_day"
            ),
        ]


class UrgentNeeds(models.Model):
    """Which needs that wait are for today and for this week. Sealed whole, and written anew with
    every need, so that the rows say of none how soon help is needed.

    `held`: the ids of their entries, by the urgency that was said.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    held = ServerSealedJSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)
