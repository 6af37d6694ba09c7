"""The proceedings of a case side by side, and one of them whole."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.queries.ask_whom import leads_to_ask
from fanal.cases.queries.colleagues import leads_of
from fanal.cases.queries.consent_answers import HerWord, her_word
from fanal.cases.queries.pages import opened_entries
from fanal.cases.queries.pay import pay_in
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.pay_typed import WORK
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import balances
from fanal.core.justice.proceedings import HerRole, ProceedingKind, is_over
from fanal.core.sealing.compartments import LEGAL
from fanal.justice import access
from fanal.justice.actions.hearings_of_before import tell_shelter
from fanal.justice.queries.accounts import registers
from fanal.justice.queries.money import is_in_her_name, moves_in
from fanal.justice.queries.records import ShownProceeding, proceeding_in, proceedings_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.steps import step_in
from fanal.keys.requests import Request

K, P = JusticeKind, ProceedingKind
AT_LAW = {P.CRIMINAL, P.CIVIL, P.LABOUR, P.STATE_COMPENSATION}
# In the order of the page, each with the words of an empty one left out.
SHOWN = (
    K.PRESSURE,
    K.HEARING,
    K.STEP,
    K.LIMIT,
    K.STATUS,
    K.ACT,
    K.MEASURE,
    K.EVIDENCE,
    K.CLAIM,
    K.MONEY,
    K.COST,
    K.INFORMATION,
)


@require_GET
def case(request: Request, case_id: UUID) -> HttpResponse:
    """Every proceeding: none says what she is, and two may say different things of her."""
    case_row = access.legal_case_for(request.user, case_id)
    cases.opened(request.user, case_row, LEGAL, ring=request.ring)
    shown = proceedings_in(case_row, request.ring)
    _tell_shelter(shown)
    rows = [record.row for each in shown for record in each.records]
    opens = cases.compartments_for(request.user, case_row)
    context = {
        "case": case_row,
        "proceedings": shown,
        "people": access.people_of(case_row),
        "writes": access.writes(request.user, case_row),
        "works": cases.works_on(request.user, case_row),
        "lawyers": access.lawyers_of(case_row),
        "leads": leads_to_ask(case_row, leads_of(case_row), reader=request.user),
        "may_let_in": cases.leads(request.user, case_row),
        "today": timezone.localdate(),
        "balances": balances(moves_in(rows, request.ring)),
        "pay": pay_in(opened_entries(case_row, [WORK], request.ring, opens)),
        "registers": registers(case_row, access.people_of(case_row), request.ring),
        "to_press": _one_of_each(shown),
        "to_tell": [(each, record) for each in shown for record in each.untold],
        "limits": [(each, record) for each in shown for record in each.endings],
        "pressed": [(each, record) for each in shown for record in each.pressed],
        "not_raised": [(each, record) for each in shown for record in each.not_raised],
    }
    return render(request, "justice/case.html", context)


def _tell_shelter(shown: list[ShownProceeding]) -> None:
    records = (record for each in shown for record in each.records)
    tell_shelter(record.hearing for record in records if record.hearing)


def _one_of_each(shown: list[ShownProceeding]) -> list[ShownProceeding]:
    """Return a proceeding of each person, the first that is not over: pressure is on somebody."""
    of_each: dict[UUID, ShownProceeding] = {}
    for one in sorted(shown, key=_is_over):
        of_each.setdefault(one.row.person_id, one)
    return list(of_each.values())


def _is_over(shown: ShownProceeding) -> bool:
    return is_over([step_in(step.row) for step in shown.of(K.STEP)])


@require_GET
def proceeding(request: Request, case_id: UUID, proceeding_id: UUID) -> HttpResponse:
    row = access.proceeding_for(request.user, case_id, proceeding_id)
    cases.opened(request.user, row.case, LEGAL, ring=request.ring)
    shown = proceeding_in(row, request.ring)
    _tell_shelter([shown])
    context = {
        "case": row.case,
        "one": shown,
        "today": timezone.localdate(),
        "writes": access.writes(request.user, row.case),
        "works": cases.works_on(request.user, row.case),
        "to_court": _to_court(shown),
        "to_claims": _to_claims(shown),
        # A victim is not punished for what she was made to do (Council of Europe Convention,
        # article 26), where somebody says so in time.
        "forced": row.role is HerRole.ACCUSED and not shown.of(K.ACT) and not _is_over(shown),
        "parts": [
            (kind, some, _is_open(kind, some))
            for kind in SHOWN
            for some in [_in_order(shown, kind)]
        ],
    }
    return render(request, "justice/proceeding.html", context)


def _to_court(shown: ShownProceeding) -> HerWord | None:
    """Her no to going to law, as of today: not where she is accused, nor of stay or family."""
    if shown.row.role is HerRole.ACCUSED or shown.row.kind not in AT_LAW:
        return None
    answer = her_word(ConsentPurpose.LEGAL_ACTION, shown.row.person_id, timezone.localdate())
    return answer if answer.is_no else None


def _to_claims(shown: ShownProceeding) -> HerWord | None:
    """What she says today to what is claimed in her name."""
    if not any(is_in_her_name(claim.data or {}) for claim in shown.of(K.CLAIM)):
        return None
    return her_word(ConsentPurpose.COMPENSATION, shown.row.person_id, timezone.localdate())


def _is_open(kind: JusticeKind, records: list[ShownJustice]) -> bool:
    """What is looked for first, and what is wrong, stands open."""
    wrong = any(record.broken or (kind is K.EVIDENCE and record.chain_broken) for record in records)
    to_raise = kind is K.ACT and any(record.row.waits for record in records)
    return kind in (K.PRESSURE, K.HEARING, K.STEP, K.LIMIT) or wrong or to_raise


def _in_order(shown: ShownProceeding, kind: JusticeKind) -> list[ShownJustice]:
    match kind:
        case K.HEARING:
            return shown.hearings
        case K.STEP:
            return shown.steps
        case K.LIMIT:
            return shown.limits
    return shown.of(kind)
