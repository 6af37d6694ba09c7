"""What the guards of the stages look at."""

from django.db.models import Exists, OuterRef

from fanal.cases.models import Case, CaseEntry, Closure, Consent, Task
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.stages import CaseStage, StageFacts
from fanal.sealed_columns import open_in_row


def facts_of(case: Case) -> StageFacts:
    """The facts of one case."""
    this = OuterRef("pk")
    # Asked anew: the `Case` of the page may be minutes old.
    row = (
        Case.objects.filter(id=case.id)
        .annotate(
            consent=Exists(Consent.objects.filter(case=this)),
            asked=Exists(Closure.objects.filter(case=this, agreed_on=None, dropped_on=None)),
        )
        .values("stage", "on_the_way", "consent", "asked")
        .get()
    )
    kinds = CaseEntry.objects.kinds_in(case.id)
    return StageFacts(
        stage=CaseStage(open_in_row(row["stage"], case.id)),
        safety_answered=kinds["safety"] > 0,
        consent_answered=row["consent"],
        goals=kinds["goal"],
        open_tasks=Task.objects.filter(case=case, done_on=None).count(),
        waiting_for_handover=row["on_the_way"],
        in_danger=worst_in(case).counts_as_danger,
        closure_reason=row["asked"],
    )
