"""Supervision, what colleagues have shown and learned, and incidents."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.colleagues import (
    access,
    actions,
    forms,
    incident_words,
    lost_devices,
    queries,
    strain,
)
from fanal.colleagues.compromised_colleagues import page_of
from fanal.colleagues.later_directors import give, later_director_for, later_directors
from fanal.core.roles import Permission
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

ANSWERS = {"held": True, "not-held": False}


# ── Supervision and qualifications ───────────────────────────────────────────
@require_GET
def listed(request: Request) -> HttpResponse:
    """List those whom this user supervises: since when there was no meeting, and what ends."""
    people, today = access.supervised_by(request.user), timezone.localdate()
    context = {
        "pages": queries.pages_of(people, request.user, today),
        "share": queries.held_in_a_year(people, today),
        "strain": strain.by_office(today) if request.user.may(Permission.SEE_OVERVIEW) else [],
    }
    return render(request, "colleagues/list.html", context)


@require_GET
def colleague(request: Request, user_id: UUID) -> HttpResponse:
    return _page(request, access.colleague_for(request.user, user_id), supervises=True)


@require_GET
def mine(request: Request) -> HttpResponse:
    return _page(request, request.user, supervises=False)


def _page(request: Request, user: User, *, supervises: bool) -> HttpResponse:
    (page,) = queries.pages_of(access.herself(user), request.user, timezone.localdate())
    context = {"page": page, "supervises": supervises}
    return render(request, "colleagues/colleague.html", context)


@idempotent
def plan(request: Request, user_id: UUID) -> HttpResponse:
    colleague = access.colleague_for(request.user, user_id)

    return ask(
        request,
        forms.SupervisionForm(sent(request)),
        lambda answers: actions.plan(colleague=colleague, by=request.user, **answers),
        done=_address(colleague),
        heading=_("Plan a supervision"),
        lead=str(colleague),
    )


@pressed
def answer(request: Request, meeting_id: UUID, answer: str) -> HttpResponse:
    """Note that it was held, or that it was not. Never what was said."""
    row = access.meeting_for(request.user, meeting_id)
    if answer not in ANSWERS:
        raise Http404

    return do(
        request,
        lambda: actions.answer(row=row, held=ANSWERS[answer], by=request.user),
        done=_address(row.colleague),
        message=_("Saved."),
    )


@idempotent
def qualify(request: Request, user_id: UUID) -> HttpResponse:
    colleague = access.colleague_for(request.user, user_id)

    return ask(
        request,
        forms.QualificationForm(sent(request)),
        lambda answers: actions.qualify(colleague=colleague, by=request.user, **answers),
        done=_address(colleague),
        heading=_("What was shown or learned"),
        lead=str(colleague),
    )


def _address(user: User) -> str:
    return reverse("colleagues:colleague", args=[user.pk])


# ── Incidents ────────────────────────────────────────────────────────────────
@require_GET
def incidents(request: Request) -> HttpResponse:
    today = timezone.localdate()
    sees = request.user.may(Permission.SEE_OVERVIEW)
    rows = access.incidents_for(request.user, today)
    context = {
        "found": rows,
        "later": later_directors(request.user, rows),
        "counts": queries.counted_incidents(today) if sees else [],
    }
    return render(request, "colleagues/incidents.html", context)


@idempotent
def report(request: Request) -> HttpResponse:
    """Report an incident in three questions; who is told follows from the kind."""
    colleagues = access.colleagues_but(request.user)
    told = offered_colleagues(colleagues, request.user)
    form = forms.SecurityIncidentForm(
        sent(request), offered={"colleague": colleagues, "first": told, "second": told}
    )

    def save(answers: Answers) -> str:
        asked = ("kind", "on", "words", "near", "area", "colleague")
        words = {name: answers[name] for name in asked}
        row = actions.report(by=request.user, named=form.named(), **words)
        return _incident(row.pk)

    return ask(
        request,
        form,
        save,
        heading=_("Report an incident"),
        submit=_("Tell those who have to know"),
        back_url=reverse("colleagues:incidents"),
        lead=_("In danger now? Call first, write afterwards."),
    )


@asked_again
@idempotent
def give_incidents(request: Request, director_id: UUID) -> HttpResponse:
    """Give a director who came later the earlier incidents that the reader opens, and she does
    not."""
    later = later_director_for(request.user, director_id, timezone.localdate())
    offered = {str(incident.pk): queries.named_incident(incident) for incident in later.incidents}
    form = forms.GiveIncidentsForm(
        sent(request), offered={"incidents": offered}, initial={"incidents": list(offered)}
    )

    def save(_answers: Answers) -> None:
        chosen = [incident for incident in later.incidents if str(incident.pk) in form.chosen()]
        n = give(incidents=chosen, to=later.director, **acting(request))
        messages.success(request, _("{n} given.").format(n=n))

    return ask(
        request,
        form,
        save,
        heading=_("Give earlier incidents to a director"),
        submit=_("Give"),
        done=reverse("colleagues:incidents"),
        lead=_(
            "{name} joined later. She is told of those that you give her, and reads what they say."
        ).format(name=later.director),
    )


@require_GET
def incident(request: Request, incident_id: UUID) -> HttpResponse:
    row = access.incident_for(request.user, incident_id, timezone.localdate())
    incident_words.move(row)
    notice = access.notice_to(request.user, row)
    context = {
        "incident": row,
        "notices": row.notices.all(),
        "known": row.notices.exclude(seen_on=None).exists(),
        "words": incident_words.opened(row, request.ring),
        "may_see": row.made_by_id != request.user.pk and (notice is None or not notice.seen_on),
        **lost_devices.what_to_do_of_devices(row, request.user),
        "opened": lost_devices.opened_before(row, request.user),
        "in_hand": lost_devices.in_hand(row, request.user),
        "sees_to": access.sees_to(request.user, row),
        "named_only": queries.is_named_only(row),
    }
    return render(request, "colleagues/incident.html", context)


@pressed
def seen(request: Request, incident_id: UUID) -> HttpResponse:
    row = access.incident_for(request.user, incident_id, timezone.localdate())
    if row.made_by_id == request.user.pk:
        raise Http404

    return do(
        request,
        lambda: actions.see(incident=row, by=request.user),
        done=_incident(row.pk),
        message=_("Saved: who reported it reads that you know."),
    )


@idempotent
def note(request: Request, incident_id: UUID) -> HttpResponse:
    row = access.incident_for(request.user, incident_id, timezone.localdate())

    return ask(
        request,
        forms.IncidentNoteForm(sent(request)),
        lambda answers: actions.note(incident=row, **answers, **acting(request)),
        done=_incident(row.pk),
        heading=_("Add to this incident"),
    )


@pressed
def end(request: Request, incident_id: UUID) -> HttpResponse:
    row = access.incident_for(request.user, incident_id, timezone.localdate())

    return do(
        request,
        lambda: actions.end(incident=row, by=request.user, unopened="unopened" in request.POST),
        done=_incident(row.pk),
        message=_("Saved."),
    )


def _incident(incident_id: UUID) -> str:
    return reverse("colleagues:incident", args=[incident_id])


# ── A colleague who may tell others ──────────────────────────────────────────
@require_GET
def distrusted(request: Request, user_id: UUID) -> HttpResponse:
    return render(request, "colleagues/distrusted.html", page_of(request.user, user_id))
