"""Who is the second person: a director, or the lead of another team; nobody whom a conflict keeps
out. Where a case of another team goes with it, its lead or a director."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.models import Membership, User
from fanal.cases.models import Case
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.retention.models import Erasure, LegalHold
from fanal.retention.queries import holding
from fanal.retention.queries.plans import ErasurePlan, plan_for


def lapsed() -> Q:
    """Return the condition on what nobody agreed to in time: it waits for nobody any more."""
    return Q(agreed_on=None, until__lt=timezone.localdate())


def waiting_erasures() -> QuerySet[Erasure]:
    return Erasure.objects.filter(~lapsed(), agreed_on=None).select_related("by")


def erasures_of(plan: ErasurePlan) -> list[Erasure]:
    """Return the erasures of anything of this plan, also those that lapsed."""
    # In Python: the ids are one text for the attestation, and few erasures wait at a time.
    ids = {str(one) for one in plan.files | plan.cases}
    rows = Erasure.objects.select_related("by")
    return [row for row in rows if ids & {*row.files.split(), *row.cases.split()}]


def asked_already(plan: ErasurePlan) -> Erasure | None:
    """Return the erasure of anything of this plan that waits or is under way."""
    today = timezone.localdate()
    rows = (row for row in erasures_of(plan) if row.agreed_on or row.until >= today)
    return next(rows, None)


def asked_by(row: Erasure) -> Sentence:
    return say("{who} asked for the same already: it waits for an answer.", who=row.by)


def erasures_for(user: User) -> list[Erasure]:
    """Return the erasures that wait for this person."""
    return [erasure for erasure in waiting_erasures() if may_decide_erasure(user, erasure)]


def erasures_asked_by(user: User) -> list[Erasure]:
    """Return the erasures to which nobody has agreed, also those to which nobody did in time, of
    files from which no conflict keeps her by now."""
    rows = Erasure.objects.filter(by=user, agreed_on=None).select_related("by")
    return [row for row in rows if user.pk not in kept_out_of(row)]


def kept_out_of(row: Erasure) -> set[UUID]:
    """Return the colleagues whom a conflict keeps out of what would be erased."""
    plan = plan_for(row.kind, row.about)
    return kept_out_of_any(cases=plan.of, people=plan.files) if plan else set()


def holds_for(user: User) -> list[LegalHold]:
    return [one for one in holding.waiting() if may_decide_hold(user, one)]


def may_decide_erasure(user: User, row: Erasure) -> bool:
    plan = plan_for(row.kind, row.about)
    if plan is None:
        return False
    return _may(user, row.by_id, plan.files, plan.of)


def may_decide_hold(user: User, row: LegalHold) -> bool:
    return _may(user, row.lift_by_id or row.by_id, *_held_by(row))


def must_not_be_kept_out(asked_by: UUID, kept_out: Collection[UUID]) -> None:
    """Raise `Refused` where whoever asked is kept out since: one person alone would erase."""
    if asked_by in kept_out:
        raise Refused(say("whoever asked is now kept out of this file: say no, and ask again"))


def kept_out_of_held(row: LegalHold) -> set[UUID]:
    """Return the colleagues whom a conflict keeps out of what a hold keeps."""
    files, cases = _held_by(row)
    return kept_out_of_any(cases=cases, people=files)


def _held_by(row: LegalHold) -> tuple[list[UUID], list[UUID]]:
    return [row.person_id] if row.person_id else [], [row.case_id] if row.case_id else []


def _may(user: User, by: UUID, files: Iterable[UUID], cases: Iterable[UUID]) -> bool:
    # A conflict comes before the role: a director whom it concerns decides nothing either.
    if user.pk == by or not user.is_active or user.pk in kept_out_of_any(cases=cases, people=files):
        return False
    if user.may(Permission.SEE_OVERVIEW):
        return True
    if not user.may(Permission.LEAD_CASES):
        return False
    own, theirs = _teams(user.pk), _teams(by)
    # Where another team holds part of it, its lead is the second person: it loses the case as
    # well. Otherwise any lead who shares no team with who asked, since within a team one asks and
    # the other nods.
    others = _teams_holding(files, cases) - theirs
    return bool(own & others) if others else bool(own) and not own & theirs


def _teams(user: UUID) -> set[UUID]:
    rows = Membership.objects.filter(user=user).order_by()
    return set(rows.values_list("team", flat=True))


def _teams_holding(files: Iterable[UUID], cases: Iterable[UUID]) -> set[UUID]:
    people = Person.objects.filter(pk__in=list(files)).order_by().values_list("team", flat=True)
    of_cases = Case.objects.filter(pk__in=list(cases)).order_by().values_list("team", flat=True)
    return {*people, *of_cases}
