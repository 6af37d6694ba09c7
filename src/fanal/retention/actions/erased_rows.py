"""What is erased apart from files and cases, written down beside the database too: old rows of the
registers of shelters, by their ids, and participants of prevention."""

from uuid import UUID, uuid4

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.casework.retention import RegisterKind
from fanal.prevention.actions.participants import erase
from fanal.prevention.models import PreventionParticipant
from fanal.retention import erased_list
from fanal.retention.actions.registers import delete_rows
from fanal.retention.erased_list import FORGOTTEN, PARTICIPANT, ErasedLine
from fanal.retention.queries.registers import MODELS


def participant_forgotten(sender: object, participant: UUID, by: User, **rest: object) -> None:
    """Note on the list of what was erased that she is gone, inside the transaction that erases
    her."""
    about, today = str(participant), timezone.localdate()
    erased_list.add(
        ErasedLine(
            str(uuid4()),
            PARTICIPANT,
            about,
            about,
            "",
            FORGOTTEN,
            str(by.pk),
            str(by.pk),
            str(today),
        )
    )


def erase_again(line: ErasedLine) -> None:
    """What a backup brought back of it, and nothing that was written since."""
    if line.kind == PARTICIPANT:
        for one in PreventionParticipant.objects.filter(pk__in=line.ids()):
            erase(one, None)
    else:
        model = MODELS[RegisterKind(line.ground)][0]
        delete_rows(list(model._base_manager.filter(pk__in=line.ids())))
