"""What happens on a journey, told by either side."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.journeys.ending import to_leave
from fanal.core.journeys.events import EventKind
from fanal.journeys import access
from fanal.journeys.actions import events as events_actions
from fanal.journeys.actions import handovers
from fanal.journeys.actions.plans import debrief
from fanal.journeys.forms import events, plans
from fanal.journeys.models import Journey
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.custodians import who_takes_over
from fanal.journeys.queries.hooks import CONTACT
from fanal.journeys.queries.in_danger import in_danger
from fanal.journeys.queries.not_received import not_taken_by
from fanal.journeys.queries.proposals import before_calling_on, proposed_where
from fanal.journeys.queries.travelling_people import shown_away
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def happened(request: Request, journey_id: UUID) -> HttpResponse:
    journey, seen = _journey_and_page(request, journey_id)
    form = events.HappenedForm(sent(request), offered={"persons": seen.people()})
    # Read before the form is valid: the refusal itself has to lead to the hand-over that a
    # home-coming needs.
    home = request.POST.get("kind") == EventKind.RETURNED
    return _ask(
        request,
        journey,
        form,
        lambda data: events_actions.record_event(journey=journey, by=request.user, **data),
        _("What happened"),
        template="journeys/ask.html",
        # Leaving without a go is refused; the way out is a decision by two, never a box to tick.
        way_out="" if home else reverse("journeys:ask_departure", args=[journey.id]),
        answers=reverse("journeys:journey", args=[journey.id]) + "#go",
        hand_over=reverse("journeys:give", args=[journey.id]) if home else "",
    )


@idempotent
def sign(request: Request, journey_id: UUID) -> HttpResponse:
    # Everybody is offered: on a bus one may have been heard and the next not.
    journey, seen = _journey_and_page(request, journey_id)
    form = events.SignForm(sent(request), offered={"persons": seen.people()})
    return _ask(
        request,
        journey,
        form,
        lambda data: events_actions.sign_of_life(journey=journey, by=request.user, **data),
        _("Sign of life: she was heard from"),
        template="cases/heard.html",
        calling=before_calling_on(journey, request.user, request.ring),
    )


@idempotent
def let_go(request: Request, journey_id: UUID) -> HttpResponse:
    """Ask who leaves: said by one, and by another once more, the same form for both."""
    journey, seen = _journey_and_page(request, journey_id)
    here = bool(to_leave(seen.state))
    form = events.LetGoForm(
        sent(request),
        offered={"persons": seen.people()},
        custodians=who_takes_over(journey) if here else None,
    )
    return _ask(
        request,
        journey,
        form,
        lambda data: events_actions.release(journey=journey, by=request.user, **data),
        _("She does not come along") if here else _("She goes on without us"),
        # Nobody ends the watch over somebody alone: nearly 250 girls vanished while their return
        # was being prepared (domain page, 6.1).
        lead=_("Two of us have to say so. Until then she stays on the board and is called."),
    )


@idempotent
def give(request: Request, journey_id: UUID) -> HttpResponse:
    journey, seen = _journey_and_page(request, journey_id)
    held_by = seen.only_custodian
    form = events.GiveForm(
        sent(request),
        offered={"persons": seen.people()},
        custodians=journey.custodians.all(),
        receivers=who_takes_over(journey),
        held_by=held_by,
    )
    # One custodian has all: then who hands over is known, and is not asked (the wrong one could be
    # chosen).
    lead = _("{custodian} hands over, and has everybody of this journey.")
    return _ask(
        request,
        journey,
        form,
        lambda data: handovers.give(journey=journey, by=request.user, **data),
        _("Hand people over: the giving side"),
        template="journeys/ask.html",
        way_out=_way_out(journey, form),
        lead=lead.format(custodian=held_by.label) if held_by else "",
    )


@idempotent
def receive(request: Request, journey_id: UUID, handover: UUID) -> HttpResponse:
    journey = access.journey_for(request.user, journey_id)
    seen = queries.seen(journey, timezone.localtime())
    # Only the side that was named as the receiver confirms the arrival.
    custodian = access.receiving_custodian(journey, seen.state, str(handover))
    named = queries.waiting_first(seen, str(handover))
    gave, others = queries.confirms(seen, str(handover), request.user)
    # Of the people of this hand-over alone, so that nobody learns of the danger of others.
    danger = not in_danger(journey).keys().isdisjoint(person for person, _name in named)
    # A colleague who received them says it for herself; others of her side say it for her.
    herself = request.user.pk in custodian.colleagues_ids
    form = events.ReceiveForm(
        sent(request), offered={"persons": named}, danger=danger, herself=herself
    )

    def take_over(data: Answers) -> None:
        # Ticked to be read, and not part of what happened.
        data.pop("read_danger", None)
        handovers.receive(
            journey=journey, handover=str(handover), custodian=custodian, by=request.user, **data
        )

    return _ask(
        request,
        journey,
        form,
        take_over,
        _("Confirm the arrival: {custodian}").format(custodian=custodian.label),
        template="journeys/receive.html",
        custodian=custodian,
        gave=gave,
        others=others,
        herself=herself,
        plan=_page_of_the_word(request.user, journey),
    )


def _page_of_the_word(user: User, journey: Journey) -> str:
    """Return where the word that was agreed is read; nothing for whoever may not plan, whom the
    link would lead to a refusal, nor where nobody has written that part of the plan."""
    written = journey.plan_parts.filter(part=CONTACT).exists()
    return reverse("journeys:plan", args=[journey.id]) if access.may_write(user) and written else ""


@idempotent
def not_taken(request: Request, journey_id: UUID, handover: UUID) -> HttpResponse:
    """Ask whom the other side did not take: said by one, and by another once more."""
    journey, seen = _journey_and_page(request, journey_id)
    these = not_taken_by(seen, str(handover))
    if not these:
        raise Http404
    return _ask(
        request,
        journey,
        events.NotTakenForm(sent(request), offered={"persons": these}),
        lambda data: handovers.say_not_taken(
            journey=journey, handover=str(handover), by=request.user, **data
        ),
        _("They did not take her"),
        lead=_("Two of us have to say so, and one has seen her or heard her code word."),
    )


@pressed
def settle(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    # Buttons beside each problem, without a form class: a hidden field each and one line of reason.
    # The action checks them all.
    answers = {name: request.POST.get(name, "") for name in ("trouble", "handover", "reason")}
    return do(
        request,
        lambda: events_actions.settle(
            journey=journey, persons=request.POST.getlist("persons"), by=request.user, **answers
        ),
        done=reverse("journeys:journey", args=[journey.id]),
    )


def _way_out(journey: Journey, form: events.GiveForm) -> str:
    """Return where two people decide on whoever receives, once one was chosen."""
    # Only of a form that is right: which receiver was meant is not known otherwise.
    receiver = form.cleaned_data.get("receiver") if form.is_bound and form.is_valid() else None
    if receiver is None:
        return ""
    return reverse("journeys:ask_about_custodian", args=[journey.id, receiver.id])


def _journey_and_page(request: Request, journey_id: UUID) -> tuple[Journey, queries.JourneyPage]:
    journey = access.worked_journey_for(request.user, journey_id)
    return journey, queries.seen(journey, timezone.localtime())


type Act = Callable[[Answers], object]


def _ask(
    request: Request, journey: Journey, form: Form, act: Act, heading: str, **more: Any
) -> HttpResponse:
    return ask(
        request,
        form,
        act,
        done=reverse("journeys:journey", args=[journey.id]),
        heading=heading,
        code=journey.code_name,
        journey=journey,
        **more,
    )


@idempotent
def end(request: Request, journey_id: UUID) -> HttpResponse:
    """End a journey, those still on the way shown by name: the end of a journey is no arrival."""
    row = access.worked_journey_for(request.user, journey_id)
    now = timezone.localtime()
    found = queries.seen(row, now)
    away = shown_away(found)
    between = any(person_state.given_to for person_state in away)
    asks = bool(away) and not between
    where = proposed_where(found, request.user, request.ring, now) if asks else ""
    return ask(
        request,
        plans.DebriefForm(sent(request), away=asks, where=where),
        lambda data: debrief(journey=row, by=request.user, **data),
        done=reverse("journeys:journey", args=[row.id]),
        heading=_("End the journey"),
        template="journeys/end.html",
        code=row.code_name,
        away=away,
        between=between,
    )
