"""The emergency group: whose key opens a file when a life cannot wait."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.keys.requests import Request
from fanal.people import access, forms, queries
from fanal.people.actions import emergencies
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@asked_again
@idempotent
def emergency_group(request: Request) -> HttpResponse:
    """Its members; a lead makes the group, and those in it let others in."""
    access.must_grant(request.user)
    group = queries.emergency_group()
    people = {str(one.pk): one for one in queries.could_join(group)}

    def save(answers: Answers) -> str:
        members = [people[key] for key in answers["members"]]
        by, ring = request.user, request.ring
        if group is None:
            emergencies.make_emergency_group(
                name=_("Emergency group"), office=by.office, members=members, by=by, ring=ring
            )
        else:
            emergencies.join_emergency_group(group=group, members=members, by=by, ring=ring)
        return reverse("people:emergency_group")

    choices = [(key, str(one)) for key, one in people.items() if one != request.user or group]
    return ask(
        request,
        forms.GroupForm(choices, sent(request)),
        save,
        template="people/emergency_group.html",
        members=group.team.members.order_by("display_name") if group else [],
        older=len(queries.not_covered(request.user, group)),
        open_to_me=group is None or group.team.members.filter(pk=request.user.pk).exists(),
        heading=_("Emergency group"),
        lead=_("Its key opens the files made from now on, for 24 hours at a time, with a reason."),
        submit=_("Let them in"),
    )


@asked_again
@require_POST
def cover(request: Request) -> HttpResponse:
    """Open older files of one's teams to the group. Not once(): what is covered stays covered."""
    access.must_grant(request.user)
    group = queries.emergency_group()
    by, covered = request.user, 0
    if group is not None:
        older = queries.not_covered(by, group)
        covered = emergencies.cover_older(group=group, folders=older, by=by, ring=request.ring)
    messages.success(request, _("Older files opened to the group: %d.") % covered)
    return redirect("people:emergency_group")
