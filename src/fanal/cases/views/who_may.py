"""The lead's page of who may open a case: grants, and the conflict list."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access
from fanal.cases.actions import emergencies
from fanal.cases.actions.cases import take_from
from fanal.cases.forms import fields, who_may
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import (
    colleagues_of,
    could_be_kept_out,
    grants_on,
    kept_out_through_others,
    may_be_granted,
)
from fanal.cases.views.case import address
from fanal.core.roles import Role
from fanal.keys.actions import grant
from fanal.keys.models import Grant
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.keys.whereabouts_access import ClosedPlace, places_kept_out_of
from fanal.people.exclusion import listed_on, listed_users
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers
from fanal.web.words import translated

type GrantInWords = tuple[Grant, Sequence[object]]  # a grant, and what its parts are called


@require_GET
def who(request: Request, case_id: UUID) -> HttpResponse:
    """Everybody who may open this case, and everybody who may not although of the team."""
    case = access.led_case_for(request.user, case_id)
    context = {
        "case": case,
        "team": colleagues_of(case),
        "grants": _by_holder(grants_on(case)),
        "kept_out": listed_on(case).select_related("user", "by"),
        "through": kept_out_through_others(case, request.user),
        "closed_to_all": case.id in {place.folder for place in closed_places(case)},
        "broken": case.broken_glass.select_related("user", "reviewed_by"),
    }
    return render(request, "cases/who.html", context)


def closed_places(case: Case) -> set[ClosedPlace]:
    """Return those places of its team of which a conflict keeps out all who have the key."""
    listed = listed_users()
    return places_kept_out_of(listed, [case.team]) if listed else set()


def _by_holder(grants: list[Grant]) -> list[tuple[User, list[GrantInWords]]]:
    """Return each person with her grants, each grant with its parts in words. Of several that say
    the same one: new keys were made since the first."""
    by_user: dict[User, dict[object, GrantInWords]] = {}
    for grant_row in grants:
        if grant_row.to_keys:
            words = [fields.COMPARTMENT_WORDS[part] for part in grant_row.parts()]
            says = (grant_row.compartments, grant_row.until, grant_row.reason)
            by_user.setdefault(grant_row.to_keys.user, {}).setdefault(says, (grant_row, words))
    return [(user, list(grants_of.values())) for user, grants_of in by_user.items()]


@asked_again
@idempotent
def give(request: Request, case_id: UUID) -> HttpResponse:
    """Grant parts of the case to somebody outside the team, until a day."""
    case = access.led_case_for(request.user, case_id)
    people = {str(user.pk): user for user in may_be_granted(case)}

    def save(answers: Answers) -> None:
        to = people[answers.pop("to")]
        grant(folder=case.id, to=to, **answers, **acting(request))

    named = offered_colleagues(
        people.values(),
        request.user,
        name=lambda user: f"{user} · {translated(Role(user.role).label)}",
    )
    return ask(
        request,
        who_may.GrantForm(sent(request), offered={"to": named}),
        save,
        heading=_("Give access to a part"),
        code=case.code_name,
        submit=_("Grant"),
        done=address(case_id, "who"),
    )


@pressed
def take_back(request: Request, case_id: UUID, user_id: UUID) -> HttpResponse:
    case = access.led_case_for(request.user, case_id)
    # Among those who hold something of this case: any other id does nothing, and says nothing.
    holders = [grant_row.to_keys.user for grant_row in grants_on(case) if grant_row.to_keys]
    holder = next((user for user in holders if user.pk == user_id), None)
    back = address(case_id, "who")
    if holder is None:
        return redirect(back)
    return do(request, lambda: take_from(case=case, holder=holder, by=request.user), done=back)


@idempotent
def keep_out(request: Request, case_id: UUID) -> HttpResponse:
    """Put a colleague on the conflict list."""
    case = access.led_case_for(request.user, case_id)
    people = {str(user.pk): user for user in could_be_kept_out(request.user, case)}

    def save(answers: Answers) -> None:
        emergencies.keep_out(
            case=case, user=people[answers["to"]], reason=answers["reason"], by=request.user
        )

    return ask(
        request,
        who_may.KeepOutForm(sent(request), offered={"to": people}),
        save,
        heading=_("Keep a colleague out of this case"),
        lead=_(
            "This colleague gets the answer “not found” for this case, and for the files "
            "and the other cases of the same people. The keys of the team change nothing."
        ),
        code=case.code_name,
        submit=_("Keep out"),
        done=address(case_id, "who"),
    )


@asked_again
@pressed
def let_in(request: Request, case_id: UUID, conflict_id: UUID) -> HttpResponse:
    case = access.led_case_for(request.user, case_id)
    emergencies.let_in(conflict=access.conflict_on(case, conflict_id), by=request.user)
    return redirect(address(case_id, "who"))
