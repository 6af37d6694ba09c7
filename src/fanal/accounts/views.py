"""One's own account, the administrator's page of people, and what waits for a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanal.accounts import access, actions, notices, sign_ins
from fanal.accounts.actions import invitation_approval, offboarding
from fanal.accounts.findings_about_colleagues import found_of
from fanal.accounts.forms import EndAllTheSame, InvitationForm
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.accounts.sessions import hashed
from fanal.core.errors import BadInput
from fanal.core.roles import Permission, Role
from fanal.web.asking import WRONG, confirm, do, sent
from fanal.web.forms.mistakes import show_mistake
from fanal.web.idempotency import idempotent, pressed


@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/account.html", {"role": Role(request.user.role)})


@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    # The mark of the session and not its key: a key on a page would be a way into it.
    here = hashed(request.session.session_key or "")
    rows, latest = sign_ins.running(request.user), notices.latest(request.user)
    context = {"rows": rows, "here": here, "told": latest}
    return render(request, "accounts/sessions.html", context)


@require_POST
def end_session(request: SignedInRequest, sign_in_id: UUID) -> HttpResponse:
    sign_ins.end_one(access.sign_in_for(request.user, sign_in_id))
    return redirect("accounts:sessions")


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    rows = [(one, Role(one.role)) for one in access.people_for(request.user)]
    there = invitation_approval.roles_there()
    under_way = [
        (one, invitation_approval.waits(one, there))
        for one in access.invitations_under_way(request.user)
    ]
    return render(request, "accounts/people.html", {"rows": rows, "under_way": under_way})


# An open screen must not be enough to let somebody in (OWASP ASVS 5.0, 7.5.3).
@asked_again
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    # Refuses whoever may not see people, before a form is shown.
    access.people_for(request.user)
    # The same account, not a new one: what keeps her out of a case and what was found about her
    # hold for the account (see `_comes_back`).
    again = _comes_back(request)
    form = InvitationForm(sent(request), initial=_known_of(again) | _proposed(request))
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.invite(by=request.user, **form.cleaned_data)
        # What only the database knows, as an address that is taken, is shown at its field.
        except BadInput as problem:
            show_mistake(form, problem)
        else:
            return _link(request, token)
    context = {
        "form": form,
        "heading": _("Invite a colleague"),
        "submit": _("Make the link"),
        "again": again,
    }
    status = WRONG if form.errors else 200
    return render(request, "accounts/invite.html", context, status=status)


def _comes_back(request: SignedInRequest) -> User | None:
    """Return whom the page of an account that ended names, who is invited again; None otherwise."""
    try:
        asked_for = UUID(request.GET.get("again", ""))
    except ValueError:
        return None
    # Only an account that ended: the address may name any id.
    return access.people_for(request.user).filter(is_active=False, pk=asked_for).first()


def _known_of(user: User | None) -> dict[str, object]:
    if user is None:
        return {"language": "fr"}
    known = {name: getattr(user, name) for name in ("email", "display_name", "role", "language")}
    return known | {"office": user.office_id, "teams": user.teams.all()}


def _proposed(request: SignedInRequest) -> dict[str, object]:
    """Return the role and the team that the page names from which one comes."""
    role, team = request.GET.get("role", ""), request.GET.get("team", "")
    teams = [one for one in access.case_teams() if str(one.pk) == team]
    return ({"role": role} if role in set(Role) else {}) | ({"teams": teams} if teams else {})


@require_GET
def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    one = access.person_for(request.user, person_id)
    context = {"one": one, "role": Role(one.role), "teams": one.teams.order_by("name")}
    context["own"] = one.pk == request.user.pk
    # Said where a link is made: it would go to whoever holds her telephone.
    context["unsafe"] = one.pk in in_other_hands()
    context["again"] = f"again={one.pk}"
    link = context["link"] = access.invitations_under_way(request.user).filter(user=one).first()
    context["link_waits"] = link is not None and invitation_approval.waits(link)
    context["leaving"] = offboarding.waiting().filter(user=one).order_by("until", "id")
    # Asked of higher floors by a list that they fill, since `accounts` imports none of them
    # (docs/map-of-the-code.md, floors).
    context["asked"] = [text for read in actions.ASKED_OF_ACCOUNT for text in read(one)]
    context["by_name"] = [text for asked in actions.SEALED_BY_NAME for text in asked(one)]
    return render(request, "accounts/person.html", context)


@asked_again
@require_POST
def let_back(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    one = access.person_for(request.user, person_id)
    return _link(request, actions.let_back(user=one, by=request.user))


# Taking away a second step is how an account is taken over, so the pass-phrase is asked for again.
@asked_again
@require_POST
def take_factors(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    one = access.person_for(request.user, person_id)
    actions.take_factors(user=one, by=request.user)
    messages.success(
        request,
        _("Her second steps and the address of her calendar are gone: she sets up new ones."),
    )
    return redirect("accounts:person", one.pk)


@asked_again
@idempotent
def end_account(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """End an account. Nothing takes this back: it is asked on a page of its own."""
    one = access.person_for(request.user, person_id)
    # What she alone can open is lost with her keys: said before, and then ticked.
    lost = [text for asked in actions.OPENED_BY_NOBODY_ELSE for text in asked(one)]
    return confirm(
        request,
        lambda: actions.end_account(user=one, by=request.user),
        form=EndAllTheSame(sent(request)) if lost else None,
        heading=_("End the account"),
        lead=one.display_name,
        consequences=[
            # Worst first: what cannot be had back stands above what happens as a matter of course.
            *lost,
            *_left_alone(one),
            *(text for asked in actions.TO_TAKE_OVER for text in asked(one)),
            *_without_her(one),
            _("Ends every session at once. What she did stays in the journal."),
            _("Her teams get new keys: what she may have kept opens nothing new."),
            _("If she comes back: by a new invitation, with new keys, and a lead lets her in."),
        ],
        submit=_("End the account"),
        tone="danger",
        cancel_url=reverse("accounts:person", args=[one.pk]),
    )


def _left_alone(one: User) -> list[str]:
    """What her colleagues lose with her, where nobody takes her place."""
    # An organisation without a director cannot agree to anything on a page (ADR 20).
    if not access.is_only_director(one):
        return []
    return [
        _(
            "She is the only director: then nobody agrees any more to what you ask, except on the "
            "server. Invite a second one first."
        )
    ]


def _without_her(one: User) -> list[str]:
    """What of hers waits for another owner."""
    if not one.may(Permission.WORK_CASES):
        return []
    return [_("Nobody is responsible for what she worked on: the lists of the team say so.")]


@require_GET
def invitations(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person: who asked, for whom, since when."""
    waits = access.waiting_for(request.user)
    # Who agrees reads what was found about her before, as far as it may be known to her.
    found = found_of(request.user)
    rows = [
        (one, Role(one.role), found.get(one.user_id, ()) if one.user_id else ()) for one in waits
    ]
    context = {
        "rows": rows,
        "leaving": access.leaving_for(request.user),
        "in_other_hands": in_other_hands(),
    }
    return render(request, "accounts/invitations.html", context)


@asked_again
@pressed
# By another than who invited; the rule stands in the action, so that no page can forget it (ADR
# 20).
def agree(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    row = access.invitation_for(request.user, invitation_id)
    # The link was given before it opened anything: whoever has it has to hear that it does now.
    told = _("The link of {name} works now, for 24 hours.")
    if row.by and row.by.is_active:
        told = _("The link of {name} works now, for 24 hours. Tell {by}, who has it.")
    return do(
        request,
        lambda: invitation_approval.agree(invitation=row, by=request.user),
        done=reverse("accounts:invitations"),
        message=told.format(name=row.display_name, by=row.by),
    )


def _link(request: SignedInRequest, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("keys:invitation", args=[token]))
    made = actions.made(token)
    # The link is shown before the second yes and opens nothing until then: it can be given in
    # person at the same meeting.
    waits = made is not None and invitation_approval.waits(made)
    able = invitation_approval.who_may_agree(made) if made and waits else ()
    alone = made is not None and invitation_approval.works_until_somebody_comes(made)
    context = {"address": address, "waits": waits, "able": able, "alone": alone}
    return render(request, "accounts/link.html", context)
