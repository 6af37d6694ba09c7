"""The money of a case: asked for, agreed to by two or taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides, who_is_asked
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import HerWord, her_word, her_words
from fanal.core.casework.amounts import written
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.funds.kinds import UnderName
from fanal.core.funds.separation import why_not_lost
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import FINANCE
from fanal.funds import access
from fanal.funds.actions import asking
from fanal.funds.forms import money as forms
from fanal.funds.missing_money import who_closes
from fanal.funds.models import BudgetLine, MoneyRequest
from fanal.funds.queries.pages import (
    ShownMoneyRequest,
    lines_running,
    money_of,
    proposed_money,
    request_address,
    shown,
)
from fanal.funds.queries.spending import to_weigh
from fanal.funds.queries.stock import handed_out_in
from fanal.funds.queries.warnings import speaks_against
from fanal.funds.slips import Slip, slip_of
from fanal.keys.requests import Request, acting
from fanal.sharing.queries.pages import people_of
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

IN_A_NAME = ConsentPurpose.MONEY_IN_A_NAME


@require_GET
def money(request: Request, case_id: UUID) -> HttpResponse:
    """Show all that was asked for, and how far it is."""
    case = cases.case_for(request.user, case_id)
    context = {"case": case, "opens": access.opens(request.user, case)}
    if context["opens"]:
        cases.opened(request.user, case, FINANCE, ring=request.ring)
        context |= {
            "found": money_of(case, request.ring, timezone.localdate()),
            "works": cases.works_on(request.user, case),
            "people": list(people_of(case)),
            "handed_out": handed_out_in(people_of(case)),
        }
    return render(request, "funds/case.html", context)


@require_GET
def request_page(request: Request, case_id: UUID, request_id: UUID) -> HttpResponse:
    row = access.request_for(request.user, case_id, request_id)
    cases.opened(request.user, row.case, FINANCE, ring=request.ring)
    (shown_request,) = shown([row], request.ring, timezone.localdate())
    slip, today = shown_request.slip, timezone.localdate()
    waits = row.over_on is None and slip.waits
    context = {
        "case": row.case,
        "one": shown_request,
        "slip": slip,
        "works": cases.works_on(request.user, row.case),
        "may_say_lost": bool(slip.missing) and not slip.said_lost,
        "may_lose": why_not_lost(slip.done, request.user.pk, slip.said_not_to_arrive_by) is None,
        "asked": who_is_asked("money", row.id, request.user) if waits else "",
        "lost_asked": _lost_asked(request, slip),
        "again": slip.sums.all_came_back and access.requests_of(row.case).first() == row,
        "people": [],
        "decides": waits and _decides(request, row),
        "said": _her_word_today(shown_request),
        "against": list(speaks_against(row, slip, today, reads_case=True)),
    }
    return render(request, "funds/request.html", context)


def _lost_asked(request: Request, slip: Slip) -> str:
    """Return who closes what did not arrive, where this reader does not; before that, until when it
    is asked back."""
    if until := slip.asked_back_until:
        words = _("Until {day} whoever paid asks for it back.")
        return words.format(day=date_format(until))
    return who_closes(slip, request.user)


def _her_word_today(shown_request: ShownMoneyRequest) -> HerWord | None:
    """Return what she says today to money under a name, while it is under way to her under one."""
    if shown_request.row.over_on is not None or shown_request.under in (None, UnderName.NO_NAME):
        return None
    return her_word(IN_A_NAME, shown_request.row.person_id, timezone.localdate())


def _decides(request: Request, row: MoneyRequest) -> bool:
    return any(asked_row.id == row.id for asked_row in access.requests_to_agree(request.user))


# What the form asks that the action takes as it was answered.
ASKED = ("kind", "amount", "currency", "holder", "under", "words", "danger", "needed_by")


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    """Ask for money: for whom, what for, how much, from which grant, who takes it and under which
    name."""
    case = access.asked_case_for(request.user, case_id)
    people, lines = people_of(case), lines_running(timezone.localdate())
    form = forms.RequestForm(
        sent(request),
        people=people,
        offered={"line": forms.line_choices(lines)},
        initial=_proposed(request, case, lines),
    )

    def save(answers: Answers) -> str:
        texts = {name: answers[name] for name in ASKED}
        line = next(line for line in lines if str(line.pk) == answers["line"])
        row = asking.ask(
            case=case, person=form.about(people), line=line, **texts, **acting(request)
        )
        tell_who_decides(request, "money", row.id)
        return request_address(row)

    return ask(
        request,
        form,
        save,
        heading=_("Ask for money"),
        code=case.code_name,
        template="funds/ask.html",
        case=case,
        works=True,
        words=her_words(IN_A_NAME, people, timezone.localdate()),
        submit=_("Ask two to agree"),
        back_url=reverse("funds:case", args=[case.id]),
        lead=_("Help never depends on what she says, where she stays or what she signs.")
        if lines
        else _("No grant runs today: the finance officer adds it, with its lines."),
    )


def _proposed(request: Request, case: Case, lines: list[BudgetLine]) -> dict[str, object]:
    """Return what is proposed: as it was asked the last time in this case, all of it where this
    came back; the only line there is."""
    last = access.requests_of(case).first()
    if last is None:
        return {"holder": "herself"} | proposed_money(lines, case.team.office)
    usual = {"currency": last.currency, "line": str(last.line_id), "holder": last.holder}
    if not slip_of(last).sums.all_came_back:
        return {**usual}
    (before,) = shown([last], request.ring, timezone.localdate())
    same = {"words": before.words, "danger": before.danger, "under": before.under}
    asked = {"person": last.person_id, "kind": last.kind, "amount": written(last.amount)}
    return {**usual, **asked, **same}


@pressed
def take_back(request: Request, case_id: UUID, request_id: UUID) -> HttpResponse:
    row = access.written_request_for(request.user, case_id, request_id)
    return do(
        request,
        lambda: asking.take_back(row=row, by=request.user),
        done=request_address(row),
        message=_("Saved: it is not asked for any more."),
    )


@idempotent
def decide(request: Request, request_id: UUID) -> HttpResponse:
    """Answer as one of the two: what for, how much, of which line. Her name is not asked for
    this."""
    row = access.request_to_agree(request.user, request_id)
    slip = slip_of(row)

    mine = cases.cases_for(request.user).filter(id=row.case_id).exists()
    today = timezone.localdate()
    return ask(
        request,
        forms.MoneyAnswerForm(sent(request)),
        lambda answers: asking.answer(
            row=row, agreed=answers["agreed"] == "yes", why=answers["why"], by=request.user
        ),
        template="funds/decide.html",
        heading=_("Agree to money for somebody"),
        slip=slip,
        weighed=to_weigh(slip),
        against=list(speaks_against(row, slip, today, reads_case=mine)),
        # Who agrees and works on the case reads it as who asked does.
        said=her_word(IN_A_NAME, row.person_id, today) if mine and row.named else None,
        case=row.case if mine else None,
        row=row,
        sees_grants=request.user.may(Permission.SEE_OVERVIEW),
        done=reverse("web:decisions"),
        message=_("Saved."),
    )
