"""The board, a journey, and its plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypedDict, Unpack
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.case_warnings import WarnedCase, warnings_in
from fanal.core.journeys.board import CALL, NOT_LEFT, Colour
from fanal.core.roles import Permission
from fanal.intake.today import cannot_wait_by_team
from fanal.journeys import access
from fanal.journeys.actions import preparing
from fanal.journeys.actions.plans import answer_item, plan_journey
from fanal.journeys.actions.rescheduling import may_be_put_off
from fanal.journeys.forms import plans
from fanal.journeys.models import Journey
from fanal.journeys.queries import decisions, drawing, leads, proposals
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.awaited import not_read_by
from fanal.journeys.queries.board_warnings import warned
from fanal.journeys.queries.days_ahead import DayAhead, chosen_in, days_ahead, days_missed
from fanal.journeys.queries.departed import all_have_left, way_so_far
from fanal.journeys.queries.destination_warnings import changed_reasons, with_pages
from fanal.journeys.queries.go_no_go import absent_lead, answers_given, go_of
from fanal.journeys.queries.hooks import journeys_of
from fanal.journeys.queries.line import journey_line
from fanal.journeys.queries.listing import listing, with_red
from fanal.journeys.queries.overdue_signs import not_heard_from
from fanal.journeys.queries.today.incoming import coming_to
from fanal.journeys.queries.tonight import board as read_board
from fanal.journeys.queries.tonight_hours import with_hours
from fanal.journeys.queries.travelling_people import followed_no_more, who_left
from fanal.journeys.views.another_team import of_another_team
from fanal.journeys.words import COLOURS, FILTERS, LISTS, filters_beside
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request
from fanal.people.access import teams_of
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers

A_PAGE = 30
PEOPLE = 25  # on a page of the board: what was said of each is opened

SVG = "image/svg+xml; charset=utf-8"
FEW = 8  # people who are named before what is to be done; of more, how many


@require_GET
def board(request: Request) -> HttpResponse:
    access.must_see_board(request.user)
    now, asked = timezone.localtime(), request.GET.get("show", "")
    seen, which = read_board(request.user, now), asked if asked in FILTERS else ""
    team, shown = seen.of_team(request.GET.get("team", ""), seen.shown_by(which))
    page = page_of(request, shown, PEOPLE)
    lines = with_hours(seen.drawn(list(page.object_list)), request.user, request.ring, now)
    colours = Counter(line.row.colour for line in shown) if which or team else seen.colours
    context = {
        "board": seen,
        "page": page,
        "parts": [
            (COLOURS[colour], colours[colour], colour, some)
            for colour in Colour
            if (some := [line for line in lines if line.row.colour is colour])
        ],
        "which": which,
        "team": team,
        "query": urlencode({"show": which, "team": team}),
        "filters": [
            (key, words, seen.number_shown_by(key)) for key, words in filters_beside(which).items()
        ],
        "now": now,
        "calls": cannot_wait_by_team(request.user, now),
        "coming": [*warned(request.user, now), *coming_to(request.user, now)],
        "takes_calls": request.user.may(Permission.TAKE_SIGNALS),
        "leads": leads.leads_seen_by(request.user),
        "writes": access.may_write(request.user),
    }
    return render(request, "journeys/board.html", context)


@require_GET
def listed(request: Request, which: str) -> HttpResponse:
    access.must_see_board(request.user)
    if which not in LISTS:
        raise Http404
    page = page_of(request, listing(request.user, which), A_PAGE)
    context = {
        "page": page,
        "rows": with_red(list(page.object_list)),
        "without_a_lead": set(leads.without_a_lead().filter(id__in=[row.id for row in page])),
        "which": which,
        "filters": LISTS.items(),
    }
    return render(request, "journeys/list.html", context)


@require_GET
def of_case(request: Request, case_id: UUID) -> HttpResponse:
    """Show the journeys of one case."""
    case = cases.worked_case_for(request.user, case_id)
    seen = set(access.journeys_seen_by(request.user).order_by().values_list("id", flat=True))
    rows = with_red([row for row in journeys_of(case.id) if row.id in seen])
    writes, plan = access.may_write(request.user), f"{reverse('journeys:new')}?case={case.id}"
    ahead = days_ahead([case.id], request.user, request.ring) if writes else []
    days = [(f"{plan}&day={day.id}", day.words) for day in ahead]
    context = {"case": case, "rows": rows, "writes": writes, "plan": plan, "days": days}
    return render(request, "journeys/case.html", context)


@require_GET
def journey(request: Request, journey_id: UUID) -> HttpResponse:
    row, own = access.read_journey_for(request.user, journey_id)
    return of_another_team(request, row, own) if own else _whole_page(request, row)


def _whole_page(request: Request, row: Journey) -> HttpResponse:
    now = timezone.localtime()
    seen, legs = queries.seen(row, now, request.user), queries.legs(row)
    leaves, first = go_of(row, now, request.user), legs[0].leaves if legs else None
    context = {
        "journey": row,
        "line": journey_line(seen, legs, now),
        "seen": seen,
        "troubles": queries.troubles(seen),
        "not_heard": not_heard_from(seen),
        "what_to_do": CALL,
        "not_left": any(NOT_LEFT in row.why for row in seen.rows),
        "custody": queries.custody(seen),
        "left": who_left(seen),
        "home": followed_no_more(seen),
        "may_be_put_off": may_be_put_off(row, seen.state),
        "reasons": changed_reasons(row, request.user),
        "waiting": queries.waiting(seen, request.user),
        "few": FEW,
        "way": way_so_far(row, seen.state, legs),
        "go": leaves,
        "word_in_rules": proposals.word_is_known(row, leaves, request.user, request.ring),
        "missed": [] if row.ended_on else days_missed(row, request.user, request.ring),
        "consent_cases": access.consents_written_by(request.user, leaves.lacking_cases),
        "homes": with_pages(leaves.warnings, leaves.consents, request.user),
        "answered": answers_given(row) if all_have_left(row, seen.state, first) else None,
        "decisions": decisions.shown(row),
        "papers": queries.papers(row),
        "custodians": queries.custodians(seen, request.user, now),
        "cases": queries.cases_by_person(row, request.user),
        "elsewhere": queries.teams_elsewhere(row, request.user),
        "can_draw": drawing.can_draw(),
        "writes": access.may_write(request.user),
        "confirms": access.may_confirm(request.user),
        "without_a_lead": leads.without_a_lead().filter(id=row.id).exists(),
        "gives_lead": access.may_give_lead(request.user, row),
        "not_read_by": not_read_by(row),
        "absent_lead": absent_lead(row, now.date()),
    }
    return render(request, "journeys/journey.html", context)


@require_GET
def drawn(request: Request, journey_id: UUID) -> HttpResponse:
    row = access.journey_for(request.user, journey_id)
    if not drawing.can_draw():
        raise Http404
    return HttpResponse(drawing.svg(queries.legs(row)), content_type=SVG)


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_write(request.user)
    teams = teams_of(request.user)
    proposed: Answers = {"lead": request.user.pk}
    begun = proposals.case_of(request.user, request.GET.get("case", ""))
    day = _day(request, begun)
    if day is not None:
        proposed |= {"kind": day.kind, "starts_on": day.day}
    may_lead = offered_colleagues(leads.leads_of(teams), request.user)
    form = plans.JourneyForm(
        sent(request), offered={"team": teams, "lead": may_lead}, initial=proposed
    )

    def plan(data: Answers) -> str:
        planned = plan_journey(by=request.user, **data)
        if begun:
            return reverse("journeys:person", args=[planned.id]) + f"?case={begun.id}"
        return reverse("journeys:journey", args=[planned.id])

    return ask(
        request,
        form,
        plan,
        heading=_("New journey"),
        submit=_("Plan it"),
        lead=day.words if day else "",
        back_url=reverse("journeys:board"),
        **_warnings(request, begun),
    )


def _day(request: Request, case: Case | None) -> DayAhead | None:
    """Return the day for which it is planned, where the address names one of this case."""
    day_chosen = request.GET.get("day", "")
    if case is None or not day_chosen:
        return None
    return chosen_in(days_ahead([case.id], request.user, request.ring), day_chosen)


@idempotent
def person(request: Request, journey_id: UUID) -> HttpResponse:
    row = access.worked_journey_for(request.user, journey_id)
    if not row.custodians.exists():  # nobody could be chosen who is with her now
        case = urlencode({"case": request.GET.get("case", "")})
        return redirect(f"{reverse('journeys:custodians', args=[row.id])}?{case}")

    @transaction.atomic
    def act(data: Answers) -> None:
        """Put all who were named on the journey, or nobody."""
        named = data.pop("persons")
        for one in named:
            preparing.prepare(journey=row, person=one, by=request.user, **data)

    begun = proposals.case_of(request.user, request.GET.get("case", ""))
    proposed = proposals.for_traveller(begun, request.user, request.ring)
    mine = cases.cases_for(request.user)
    form = plans.PersonForm(sent(request), cases=mine, journey=row, initial=proposed)
    return _ask(request, row, form, act, _("Who goes"), **_warnings(request, begun))


@pressed
def go(request: Request, journey_id: UUID) -> HttpResponse:
    row = access.worked_journey_for(request.user, journey_id)
    answer = {"yes": True, "no": False}.get(request.POST.get("yes", ""))
    item = request.POST.get("item", "")
    return do(
        request,
        lambda: answer_item(journey=row, item=item, yes=answer, by=request.user),
        done=reverse("journeys:journey", args=[row.id]),
    )


def _warnings(request: Request, case: Case | None) -> WarningsContext:
    """Return the warnings of the case from which it was begun; nothing where it was
    begun from none."""
    if case is None:
        return {}
    warnings = warnings_in([case], request.user, request.ring)
    return {"template": "cases/question.html", "case": case, "warned_cases": warnings}


class WarningsContext(TypedDict, total=False):
    template: str
    case: Case
    warned_cases: list[WarnedCase]


def _ask(
    request: Request,
    row: Journey,
    form: Form,
    act: Callable[[Answers], object],
    heading: str,
    **more: Unpack[WarningsContext],
) -> HttpResponse:
    done = reverse("journeys:journey", args=[row.id])
    return ask(request, form, act, done=done, heading=heading, code=row.code_name, **more)
