"""What was told and is recalled, and of which no partner has said yet that it is destroyed."""

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.cases.list_access import in_case_with
from fanal.core.sealing.compartments import NARRATIVE
from fanal.sharing.models import Disclosure


def recalled_and_unanswered(user: User) -> QuerySet[Disclosure]:
    """Return what is recalled and unanswered, of the cases whose story this user opens, the first
    to be recalled last, so that it is the one that stands for its partner."""
    rows = Disclosure.objects.filter(recalled_on__isnull=False, recall_answered_on=None)
    rows = rows.filter(in_case_with(user, NARRATIVE))
    return rows.select_related("case", "person", "partner").order_by("-recalled_on", "id")
