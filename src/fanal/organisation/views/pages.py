"""The page of offices and teams, and the forms in which they are changed."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import Team
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.core.roles import Permission
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.organisation import access, actions, forms
from fanal.organisation.changes import CLOSING, OFFICE, PERSON, REACH, TEAM, Values
from fanal.organisation.changes.reach import reach_id
from fanal.organisation.changes.teams import leads
from fanal.organisation.queries import pages
from fanal.organisation.queries import set_up as queries
from fanal.organisation.queries.team_work import still_open
from fanal.organisation.views.asking import ask_for, propose_and_tell
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.set_up import URGENT
from fanal.web.time_zones import in_words
from fanal.web.typing import Answers


@require_GET
def listed(request: SignedInRequest) -> HttpResponse:
    access.must_look(request.user)
    keeps = request.user.may(Permission.MANAGE_ACCOUNTS)
    context = {
        "offices": pages.offices(),
        "waiting": pages.under_way(),
        "keeps": keeps,
        "of_settings": in_words(settings.TIME_ZONE),
    }
    return render(request, "organisation/list.html", context)


@require_GET
def set_up(request: SignedInRequest) -> HttpResponse:
    """What is still to be done before the first case, and how that is known."""
    access.must_keep(request.user)
    items = queries.items()
    context = {
        "items": items,
        "done": sum(1 for item in items if item.done),
        "programmes": queries.programmes(),
        "urgent": [step for steps in URGENT for step in steps(request.user)],
    }
    return render(request, "organisation/set_up.html", context)


@require_GET
def asked_to_close(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    """Show its leads that closing a team was asked for, and what of it needs another owner."""
    row = access.asked_closing_for(request.user, team_id)
    team = Team.objects.get(pk=team_id)
    context = {
        "row": row,
        "team": team,
        "asked": who_is_asked("organisation", row.id, request.user),
        "left": still_open(team),
    }
    return render(request, "organisation/asked_to_close.html", context)


@asked_again
@idempotent
def new_office(request: SignedInRequest) -> HttpResponse:
    access.must_keep(request.user)
    form = forms.OfficeForm(sent(request), of={})
    return ask_for(request, OFFICE.code, uuid4(), form, heading=_("New office"))


@asked_again
@idempotent
def office(request: SignedInRequest, office_id: UUID) -> HttpResponse:
    row = access.office_for(request.user, office_id)
    form = forms.OfficeForm(sent(request), of=OFFICE.now(row.pk))
    return ask_for(request, OFFICE.code, row.pk, form, heading=row.name)


@asked_again
@idempotent
def new_team(request: SignedInRequest) -> HttpResponse:
    access.must_keep(request.user)
    offered = offered_colleagues(leads(), request.user, name=lambda who: f"{who} · {who.office}")
    office = pages.office_without_team()
    form = forms.NewTeamForm(
        sent(request), of={"office": str(office) if office else None}, leads=offered
    )
    return ask_for(request, TEAM.code, uuid4(), form, heading=_("New team"))


@asked_again
@idempotent
def team(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    row = access.team_for(request.user, team_id)
    form = forms.TeamEditForm(sent(request), of=TEAM.now(row.pk))
    return ask_for(
        request,
        TEAM.code,
        row.pk,
        form,
        heading=row.name,
        team=row,
        reaches=pages.reaches(row),
        asked=pages.asked_reaches(row),
    )


@asked_again
@idempotent
def close_team(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    row = access.team_for(request.user, team_id)
    wanted: Values = {"name": row.name, "closed": True}
    return ask_for(
        request,
        CLOSING.code,
        row.pk,
        forms.ClosingForm(sent(request)),
        heading=_("Close the team {team}").format(team=row),
        more=wanted,
        tone="danger",
        consequences=CLOSING.follows({}, wanted),
        done=reverse("organisation:team", args=[row.pk]),
    )


@asked_again
@idempotent
def reach(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    row = access.team_for(request.user, team_id)
    form, back = forms.ReachForm(sent(request)), reverse("organisation:team", args=[row.pk])

    def save(_answers: Answers) -> None:
        wanted = {"team": str(row.pk), **form.values()}
        about = reach_id(row.pk, UUID(str(wanted["area"])))
        propose_and_tell(request, REACH.code, about, REACH.now(about), wanted)

    return ask(
        request,
        form,
        save,
        heading=_("Where {team} can go").format(team=row),
        submit=_("Ask for it"),
        cancel_url=back,
        done=back,
    )


@asked_again
@idempotent
def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    account = access.account_for(request.user, person_id)
    form = forms.AccountForm(sent(request), of=PERSON.now(account.pk), user=account)
    return ask_for(
        request,
        PERSON.code,
        account.pk,
        form,
        heading=account.display_name,
        lead=_("A director sees what would change, and agrees or refuses."),
        done=reverse("accounts:person", args=[account.pk]),
    )


# What waits for a director: what would change, side by side, and her two buttons.
@require_GET
def changes(request: SignedInRequest) -> HttpResponse:
    rows = [pages.shown(row) for row in access.changes_for(request.user)]
    return render(request, "organisation/changes.html", {"rows": rows})


@asked_again
@pressed
def agree(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    row = access.change_for(request.user, change_id)
    made = pages.in_short(row)
    return do(
        request,
        lambda: actions.agree(row=row, by=request.user),
        done=_waiting(),
        message=_("It is made: {what}").format(what=made),
    )


@pressed
def take_back(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    row = access.asked_change_for(request.user, change_id)
    back = reverse("organisation:list")
    return do(request, lambda: actions.take_back(row=row, by=request.user), done=back)


def _waiting() -> str:
    return reverse("organisation:changes")
