"""Cases of which entries or tasks were changed or deleted by hand in the database: what is due in
them may be missing on every list."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.authority import findings, ledger, reading
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CaseDays
from fanal.cases.models.case_days import as_before, keep_anew
from fanal.cases.models.case_marks import (
    NOTHING,
    TABLE,
    CaseAsFound,
    every_case,
    found_in,
    still_due,
)
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.stages import CaseStage
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import is_set, rows, these
from fanal.sealed.columns import open_in_row

SOME_CASE = "1"  # of a finding that is about no case that could be named
A_BATCH = 500  # cases marked in one go
MOST_READ = 20  # cases that a page reads whole
SUM = "SELECT COALESCE(SUM(version), 0) FROM cases_casedays"
NAMED = f"""SELECT CAST(case_id AS text) FROM cases_casedays WHERE {is_set("changed")} UNION ALL
    SELECT row FROM authority_finding WHERE "table" = %s AND row = %s AND settled IS NULL"""  # noqa: S608
CHANGED = f"SELECT case_id FROM cases_casedays WHERE {is_set('changed')} ORDER BY case_id"  # noqa: S608


# ── Looking ──────────────────────────────────────────────────────────────────
def name_changed_cases(*, every: bool = False) -> int:
    """Name each case in which what is due is not as it was written; `every`: or anything else that
    stands there, which reads all rows. How many cases are named, and not certified since."""
    if as_before():
        return 0
    wrong = set(_not_as_kept() if every else _due_otherwise())
    if wrong:
        _name(wrong)
    named = [_hex(case) for (case,) in rows(CHANGED)]
    for case in named:  # also where somebody deleted the finding
        findings.noted(TABLE, case, findings.MISSING)
    return len(named) + _earlier_state()


def put_back_closed() -> None:
    """Put back whether each case is closed, as its sealed stage says: whoever closes it by its
    plain column takes all that is due in it from every list."""
    cases = Case.objects.order_by().values_list("pk", "closed", "stage")
    for id, closed, stage in cases:
        is_closed = _says_closed(stage, id)
        if closed is not is_closed:
            findings.noted(Case._meta.db_table, id.hex, findings.ALTERED)
            ours = Case.objects.filter(pk=id, closed=closed)
            ours.update(closed=is_closed, version=F("version") + 1)


def _says_closed(stage: object, id: UUID) -> bool:
    try:
        return open_in_row(stage, id) == CaseStage.CLOSED
    except BrokenSeal:
        # A case that may be open is shown as open: what is due in it must not vanish from lists.
        return False


def changed_outside() -> list[str]:
    """Return the cases that are named or that the next look names, for `fanal audit verify`."""
    if as_before():
        return []
    return sorted({*_not_as_kept(), *(_hex(case) for (case,) in rows(CHANGED))})


def certify_cases() -> None:
    """Keep what stands there now as what two people certified."""
    ledger.hold()  # at which level tables count from now on
    CaseDays.objects.filter(changed=True).update(changed=False)
    ids = list(Case.objects.order_by().values_list("pk", flat=True))
    for start in range(0, len(ids), A_BATCH):
        keep_anew(ids[start : start + A_BATCH])
    # Not begun anew: rows of before would be of the same versions.
    ledger.made(TABLE, _written_in_all() - ledger.read().counts.get(TABLE, 0))


def _due_otherwise() -> Iterator[str]:
    return (case for case, as_found in still_due() if not as_found.due_as_kept(case))


def _not_as_kept() -> Iterator[str]:
    return (case for case, as_found in every_case() if not as_found.is_as_kept(case))


@transaction.atomic
def _name(cases: Collection[str]) -> None:
    """Look again with nobody writing: somebody may have written meanwhile."""
    ledger.hold()
    ids = [UUID(case) for case in cases if reading.ID.fullmatch(case)]
    read_now = found_in(ids)
    wrong = [
        case_id for case_id in ids if not read_now.get(case_id.hex, NOTHING).is_as_kept(case_id.hex)
    ]
    keep_anew(wrong, {case_id.hex for case_id in wrong})


def _earlier_state() -> int:
    """Note that the days of some case were put back, or deleted: which it is, nobody can say.
    Return 1 for it, else 0."""
    if not _written_less():
        return 0
    with transaction.atomic():
        ledger.hold()
        if not _written_less():
            return 0
        findings.noted(TABLE, SOME_CASE, findings.OUTDATED)
    return 1


def _written_less() -> bool:
    return _written_in_all() != ledger.read().counts.get(TABLE, 0)


def _written_in_all() -> int:
    return int(rows(SUM)[0][0])  # of PostgreSQL a decimal


# ── Telling ──────────────────────────────────────────────────────────────────
def was_changed(case: Case) -> bool:
    """Whether it is named, or would be with the next look."""
    return bool(changed_among({case.pk}))


def changed_among(cases: Collection[UUID]) -> set[UUID]:
    """Return those of these that were changed. Of many the named ones alone: all that stands in
    each would be read."""
    if len(cases) > MOST_READ:
        named = CaseDays.objects.filter(case__in=these(cases), changed=True).order_by()
        return set(named.values_list("case", flat=True))
    read_now = found_in(cases) if cases else {}
    return {case for case in cases if _is_changed(case, read_now.get(case.hex, NOTHING))}


def _is_changed(case: UUID, as_found: CaseAsFound) -> bool:
    if as_found.days and as_found.days.changed:
        return True
    return not as_before() and not as_found.is_as_kept(case.hex)


def changed_today(user: User, _now: datetime) -> list[TodayRow]:
    """Return a row of the start page, shown above what is due, for each case of which too little
    may be due. In one question where there is none."""
    named = {str(name).replace("-", "") for (name,) in rows(NAMED, [TABLE, SOME_CASE])}
    of_cases = [UUID(case_id) for case_id in named - {SOME_CASE} if reading.ID.fullmatch(case_id)]
    hers = cases_for(user).filter(id__in=these(of_cases)).order_by("id") if of_cases else ()
    warnings = [
        TodayRow(
            reverse("cases:case", args=[case.id]),
            _("Something of this case was changed or deleted from outside"),
            code=case.code_name,
            more=_("What is due may be missing. Look through it with what you know."),
            tone="danger",
        )
        for case in hers
    ]
    return warnings + ([_of_some_case()] if SOME_CASE in named else [])


def _of_some_case() -> TodayRow:
    return TodayRow(
        reverse("cases:list"),
        _("An earlier state of some case was put back from outside"),
        more=_("What is due may be missing. Look through your cases with what you know."),
        tone="danger",
    )


def _hex(id: UUID | str) -> str:
    return id if isinstance(id, str) else id.hex
