"""Sessions: planned, written up on a telephone, stopped; tests; and the way to a call."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.core.prevention.sessions import WITH_HEADS, SessionState
from fanal.keys.requests import Request
from fanal.prevention import access
from fanal.prevention.actions import sessions
from fanal.prevention.forms import sessions as forms
from fanal.prevention.forms.places import WhyForm
from fanal.prevention.models import PreventionSession, SessionTests, Volunteer
from fanal.prevention.queries.people import volunteers_offered
from fanal.prevention.queries.places import communities_offered, duties_at
from fanal.prevention.views.asking import ask
from fanal.web.asking import sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers

QUESTION_AT_THE_SIDE = "intake:side_question"  # a page of those who take calls


@require_GET
def listed(request: Request) -> HttpResponse:
    page = page_of(request, access.sessions_for(request.user))
    context = {"page": page, "communities": access.communities_for(request.user).exists()}
    return render(request, "prevention/sessions.html", context)


@require_GET
def session(request: Request, session_id: UUID) -> HttpResponse:
    """Show one session, and before it begins what must be reported of a child."""
    row = access.session_for(request.user, session_id)
    tests = SessionTests.objects.filter(session=row).first()
    paired = tests.paired() if tests else None
    pairs = paired.pairs if paired else 0
    context = {
        "session": row,
        "not_shown": row.claim.not_shown(pairs, row.side) if row.claim else None,
        "duties": duties_at(row.community.area),
        "tests": tests,
        "paired": paired,
        "held": row.stands in WITH_HEADS,
        "planned": row.stands is SessionState.PLANNED,
        "over": row.on <= timezone.localdate(),
    }
    return render(request, "prevention/session.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    """Plan a session that is to be."""
    return _new_session(request, held=False)


@idempotent
def held(request: Request) -> HttpResponse:
    """Note a session that was held: it is written up on the next page."""
    return _new_session(request, held=True)


def _new_session(request: Request, *, held: bool) -> HttpResponse:
    places = communities_offered(access.communities_for(request.user))
    form = forms.SessionForm(
        sent(request),
        held=held,
        offered={"community": places, "volunteer": _who_may_lead(request)},
        initial=_proposed(request),
    )

    def save(answers: Answers) -> str:
        session = sessions.plan(
            community=access.community_for(request.user, UUID(answers["community"])),
            on=answers["on"],
            method=answers["method"],
            topics=answers["topics"],
            expected=answers["expected"],
            language=answers["language"],
            by=request.user,
            volunteer=_chosen_to_lead(request, answers),
        )
        return _address(session, "write_up" if held else "session")

    heading = _("A session was held") if held else _("Plan a session")
    submit = _("Now the heads") if held else _("Save")
    return ask(
        request,
        form,
        save,
        heading=heading,
        submit=submit,
        no_community=not places,
        back_url=reverse("prevention:sessions"),
    )


def _who_may_lead(request: Request) -> list[tuple[str, str]]:
    active = access.volunteers_for(request.user).filter(state="active")
    return volunteers_offered(active, request.ring)


def _chosen_to_lead(request: Request, answers: Answers) -> Volunteer | None:
    chosen = answers["volunteer"]
    return access.volunteer_for(request.user, UUID(chosen)) if chosen else None


def _proposed(request: Request) -> Answers:
    """Return what is proposed: as it was last time in this community, or last time anywhere."""
    rows = access.sessions_for(request.user)
    asked = request.GET.get("community", "")
    ids = access.communities_for(request.user).values_list("id", flat=True)
    place = next((community for community in ids if str(community) == asked), None)
    last = rows.filter(community=place).first() if place else rows.first()
    if last is None:
        return {"community": str(place or "")}
    return {
        "community": str(place or last.community_id),
        "method": last.told["method"],
        "topics": last.told["topics"],
        "language": last.told.get("language", ""),
    }


@idempotent
def write_up(request: Request, session_id: UUID) -> HttpResponse:
    """Write a session up: heads by sex and age, on a telephone; five numbers and one answer."""
    row = access.session_for(request.user, session_id)
    form = forms.WriteUpForm(sent(request), initial=_proposed_report(row))

    def save(answers: Answers) -> None:
        sessions.write_up(
            session=row,
            heads=form.heads(),
            state=SessionState(answers["state"]),
            on=answers["on"],
            claim=answers["claim"],
            words=answers["words"],
            sure=answers.get("sure", False),
            why=answers["why"],
            by=request.user,
            version=version_of(request),
        )
        n = row.heads.attendance
        said = ngettext("Saved: {n} head.", "Saved: {n} heads.", n)
        messages.success(request, said.format(n=n))

    return ask(
        request,
        form,
        save,
        template="prevention/write_up.html",
        record=row,
        session=row,
        done=_address(row),
    )


def _proposed_report(row: PreventionSession) -> Answers:
    state = row.state if row.stands in WITH_HEADS else SessionState.HELD
    texts = {name: row.told.get(name, "") for name in ("claim", "words", "why")}
    heads = row.heads.as_kept() if row.counted.get("women") is not None else {}
    return heads | texts | {"state": state, "on": min(row.on, timezone.localdate())}


@idempotent
def move(request: Request, session_id: UUID) -> HttpResponse:
    row = access.session_for(request.user, session_id)
    form = forms.SessionMoveForm(sent(request))

    def save(answers: Answers) -> None:
        sessions.move(session=row, by=request.user, version=version_of(request), **answers)

    return ask(request, form, save, heading=_("Another day"), record=row, done=_address(row))


@idempotent
def who_leads(request: Request, session_id: UUID) -> HttpResponse:
    """Name another volunteer for a planned session, or none."""
    row = access.session_for(request.user, session_id)
    form = forms.WhoLeadsForm(
        sent(request),
        initial={"volunteer": str(row.volunteer_id or "")},
        offered={"volunteer": _who_may_lead(request)},
    )

    def save(answers: Answers) -> None:
        sessions.change_who_leads(
            session=row,
            volunteer=_chosen_to_lead(request, answers),
            by=request.user,
            version=version_of(request),
        )

    heading = _("Which volunteer leads it?")
    return ask(request, form, save, heading=heading, record=row, done=_address(row))


@idempotent
def cancel(request: Request, session_id: UUID) -> HttpResponse:
    row = access.session_for(request.user, session_id)
    form = WhyForm(sent(request))

    def save(answers: Answers) -> None:
        sessions.cancel(session=row, by=request.user, version=version_of(request), **answers)

    return ask(
        request, form, save, heading=_("It will not be held"), record=row, done=_address(row)
    )


@idempotent
def tests(request: Request, session_id: UUID) -> HttpResponse:
    """Show the papers before and after, paired by token."""
    row = access.session_for(request.user, session_id)
    form = forms.TestsForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: sessions.keep_tests(session=row, by=request.user, **answers),
        heading=_("Tests before and after"),
        done=_address(row),
        lead=_(
            "Only those with both papers count. A token is what a participant keeps, not a name."
        ),
    )


@pressed
def side_question(request: Request, session_id: UUID) -> HttpResponse:
    """Count that somebody here needs help: one more in a number, and on to the call. The area goes
    along, and nothing else of the session."""
    row = access.session_for(request.user, session_id)
    sessions.ask_at_the_side(session=row, by=request.user)
    query = urlencode({"area": row.community.area_id})
    return HttpResponseRedirect(f"{reverse(QUESTION_AT_THE_SIDE)}?{query}")


def _address(row: PreventionSession, name: str = "session") -> str:
    return reverse(f"prevention:{name}", args=[row.id])
