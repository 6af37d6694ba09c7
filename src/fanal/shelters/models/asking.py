"""A bed that a team asks for in a shelter of another team."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.core.shelters.asking import BedRequestState
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import Substitute, code

USER = settings.AUTH_USER_MODEL
REQUEST_FOLDER = "bed_request"  # kind of a folder (`fanal.keys`)


class BedRequest(SealedRecord, Attested):
    """Its id is that of a folder which both sides open: the team of the case, and the staff and the
    team of the shelter. The case stays closed to these, the book of the shelter to those.

    Sealed: how she wants to be called, what she eats and needs tonight, the words of the answer.
    `coded`: what she answered, who answered for a child, whether the child agrees.
    """

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey("shelters.Shelter", on_delete=models.RESTRICT, related_name="asked")
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    stay = models.OneToOneField(
        "shelters.ShelterStay", null=True, on_delete=models.SET_NULL, related_name="asked_as"
    )
    state = ServerSealedTextField(
        choices=stored_codes(BedRequestState), instead=code(BedRequestState.ASKED)
    )
    coded = ServerSealedJSONField(
        default=dict, bound_to=("case_id",), instead=Substitute(lambda: {"child": True})
    )
    due = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    answered_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    answered_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4  # whom it asks reads it
    # State and answers are bound to the case by their own seal.
    UNDECIDING = ("version", "sealed", "state", "coded", "stay")

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "shelter"],
                condition=Q(answered_on=None),
                name="asked_once_for_a_bed",
            )
        ]

    stands = StoredAs(BedRequestState, "state")

    @property
    def is_child(self) -> bool:
        return bool(self.coded.get("child"))
