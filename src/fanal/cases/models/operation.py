"""An operation: a raid, a group return. Who was found, and what became of each."""

from django.db import models

from fanal.core.casework.codes import BODIES, IDENTIFIED, AfterOperation, OperationKind
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedDateField, ServerSealedTextField
from fanal.sealed.substitutes import LABEL


class Operation(UUIDModel, Versioned):
    """One operation of a team, on a day."""

    KINDS = stored_codes(OperationKind)
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    code_name = ServerSealedTextField(instead=LABEL)
    kind = ServerSealedTextField(choices=KINDS, default="raid")
    day = ServerSealedDateField()
    place = ServerSealedTextField(default="", blank=True)
    country = ServerSealedTextField(default="", blank=True)

    objects = RowsThatOpen["Operation"].as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)


WHOSE = ("operation_id", "person_id")


class OperationPerson(UUIDModel, Versioned):
    """A person in an operation: coded facts only, so that a ledger can be counted.

    `screened`, `identified`, `under_age`: yes, no or not_known. `identified_by` and `refused_by`:
    bodies of the Human Trafficking Case Data Standard 2.0, empty where none. `after`: what came.
    """

    YES_NO = IDENTIFIED
    BODIES = BODIES
    AFTER = AfterOperation

    operation = models.ForeignKey(Operation, on_delete=models.RESTRICT, related_name="people")
    person = models.ForeignKey(
        "people.Person", on_delete=models.RESTRICT, related_name="operations"
    )
    screened = ServerSealedTextField(default="not_known", bound_to=WHOSE)
    identified = ServerSealedTextField(default="not_known", bound_to=WHOSE)
    identified_by = ServerSealedTextField(default="", blank=True, bound_to=WHOSE)
    refused_by = ServerSealedTextField(default="", blank=True, bound_to=WHOSE)
    under_age = ServerSealedTextField(default="not_known", bound_to=WHOSE)
    after = ServerSealedTextField(default="not_known", bound_to=WHOSE)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "person"], name="once_in_an_operation")
        ]
