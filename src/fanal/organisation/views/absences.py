"""Being away: who stands in for whom, travel mode, and what a second person decides of both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides, who_is_asked
from fanal.accounts.models import Team
from fanal.accounts.reauthentication import asked_again
from fanal.core.roles import Permission
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.organisation import absence_access as access
from fanal.organisation.absence_forms import StandInForm, TravelForm
from fanal.organisation.actions import stand_ins
from fanal.organisation.actions import travel as travels
from fanal.organisation.queries.while_away import done_meanwhile
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@require_GET
def away(request: Request) -> HttpResponse:
    """Who stands in for whom, as far as it concerns the reader; and the way to travel mode."""
    works = request.user.may(Permission.WORK_CASES)
    rows = list(access.stand_ins_for(request.user)) if works else []
    context = {
        "works": works,
        "keeps_care": request.user.may(Permission.WORK_HEALTH),
        "in_shelters": request.user.may(Permission.WORK_SHELTERS),
        "law_alone": not works and request.user.may(Permission.WORK_LEGAL),
        "rows": [(row, access.ended_by(request.user, row)) for row in rows],
        "meanwhile": done_meanwhile(request.user, timezone.localdate()),
        "teams": list(access.teams_with_stand_ins(request.user)) if works else [],
    }
    return render(request, "organisation/away.html", context)


@asked_again
@idempotent
def name_stand_in(request: Request, team_id: UUID) -> HttpResponse:
    team = access.team_with_stand_ins(request.user, team_id)
    people = access.away_from(request.user, team)
    # Nobody stands in for herself.
    able = stand_ins.not_travelling(team).exclude(pk__in=[p.pk for p in people if len(people) == 1])
    offered = offered_colleagues(able, request.user, teams=[team])
    back = reverse("organisation:away")
    if not any(user != who for who in people for user in offered.rows):
        nobody = _("Nobody else opens the cases of the team: a lead lets somebody in.")
        messages.info(request, " ".join(filter(None, [nobody, offered.left_out])))
        return HttpResponseRedirect(back)
    form = StandInForm(
        people,
        able,
        sent(request),
        offered=offered,
        chosen=request.GET.get("away", ""),
    )

    return ask(
        request,
        form,
        lambda answers: _save_named(request, team, form, answers),
        heading=_("Name a stand-in"),
        lead=_(
            "For these days a colleague of the team {team} sees her tasks, check-ins and alarms as "
            "her own, and opens her cases. Where a conflict keeps the colleague out, it does not "
            "open to her."
        ).format(team=team),
        cancel_url=back,
        done=back,
    )


def _save_named(request: Request, team: Team, form: StandInForm, answers: Answers) -> None:
    row = stand_ins.name_stand_in(
        away=form.person("away"),
        stand_in=form.person("stand_in"),
        team=team,
        since=answers["since"],
        until=answers["until"],
        **acting(request),
    )
    if row.agreed_on:
        messages.success(request, _("It is saved."))
    else:
        tell_who_decides(request, "stand_in", row.pk)


@pressed
def end_stand_in(request: Request, stand_in_id: UUID) -> HttpResponse:
    row = access.stand_in_for(request.user, stand_in_id)
    back = reverse("organisation:away")
    return do(request, lambda: stand_ins.end(row=row, by=request.user), done=back)


@require_GET
def absences_to_decide(request: Request) -> HttpResponse:
    """Stand-ins to agree to, and who asks to leave travel mode early."""
    context = {
        "rows": access.stand_ins_to_agree(request.user),
        "travels": access.travels_to_decide(request.user),
    }
    return render(request, "organisation/absences_to_decide.html", context)


@asked_again
@pressed
def agree_stand_in(request: Request, stand_in_id: UUID) -> HttpResponse:
    row = access.stand_in_to_agree(request.user, stand_in_id)
    return do(request, lambda: stand_ins.agree(row=row, by=request.user), done=_waiting())


# ── Travel mode ──────────────────────────────────────────────────────────────
@idempotent
def travel(request: Request) -> HttpResponse:
    """Begin it; or, while it holds, what still opens and the way to ask a second person."""
    row = access.travel_of(request.user)
    if row is not None and request.method != "POST":
        asked = who_is_asked("travel", row.pk, request.user) if row.back_asked_on else ""
        context = {"row": row, "cases": access.marked_cases(request.user), "asked": asked}
        return render(request, "organisation/travelling.html", context)
    here, back = reverse("organisation:travel"), reverse("organisation:away")
    form = TravelForm(access.cases_to_mark(request.user), sent(request))

    def save(answers: Answers) -> str:
        travels.begin(user=request.user, until=answers["until"], cases=form.marked())
        return here

    return ask(
        request,
        form,
        save,
        template="organisation/travel.html",
        heading=_("Travel mode"),
        submit=_("Begin travel mode"),
        cancel_url=back,
        back_url=back,
    )


@pressed
def ask_back(request: Request) -> HttpResponse:
    here = reverse("organisation:travel")

    return do(
        request,
        lambda: tell_who_decides(request, "travel", travels.ask_back(user=request.user).pk),
        done=here,
    )


@asked_again
@pressed
def let_back(request: Request, travel_id: UUID) -> HttpResponse:
    row = access.travel_to_decide(request.user, travel_id)
    return do(request, lambda: travels.let_back(row=row, by=request.user), done=_waiting())


def _waiting() -> str:
    """Return where a colleague goes who decided the last: the list of everything."""
    return reverse("organisation:absences_to_decide")
