"""A health worker leaves: her keys go with her account, her files are kept by whom she had named
with the yes of whom they are about, and where she was asked, another is to be asked."""

from __future__ import annotations

from django.utils import timezone

from fanal.accounts.models import User
from fanal.care.actions.counting import forget_counts
from fanal.care.models import CareFile, CareRequest
from fanal.cases.actions.tasks import add_task
from fanal.core.words import say
from fanal.keys.queries import living_grants_on

ASK_ANOTHER = say("Ask another health worker")  # says nothing of why


def account_ended(sender: object, user: User, **rest: object) -> None:
    """Inside the transaction that ends her account. Nobody is let into anything by it."""
    for file in CareFile.objects.filter(kept_by=user):
        if named := _named_first(file, user):
            CareFile.objects.filter(pk=file.pk).update(kept_by=named)
    forget_counts(user)
    today = timezone.localdate()
    rows = CareRequest.objects.filter(to=user, over_on=None)
    for row in rows.select_related("case__assignee", "made_by"):
        to = row.case.assignee or row.made_by
        add_task(case=row.case, title=ASK_ANOTHER, by=row.made_by, assignee=to, due=today, on=today)


def _named_first(file: CareFile, leaver: User) -> User | None:
    """Of those at work whom she let in, the first."""
    found = (grant.to_keys.user for grant in living_grants_on(file.id) if grant.to_keys)
    return next((one for one in found if one.is_active and one.pk != leaver.pk), None)
