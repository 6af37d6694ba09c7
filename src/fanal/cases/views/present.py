"""Her present state: what holds and who said so, and the four things that can be said of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.cases import access
from fanal.cases.actions import states
from fanal.cases.deciding import STATE, disputed_in
from fanal.cases.forms.present import DecideForm, InDangerForm, NoLongerForm, SignOfLifeForm
from fanal.cases.models import Case
from fanal.cases.queries import present
from fanal.cases.queries.before_calling import before_calling, word_agreed
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.unsettled import states_on_page
from fanal.cases.queries.warnings_from_teams import told_by_team, told_by_teams
from fanal.cases.views.answer_preview import RESTS_ON, as_it_would_be, sent_as_shown, shown_at
from fanal.cases.views.case import address
from fanal.core.casework.danger_endings import ENDINGS, not_before
from fanal.core.casework.state_entries import OWN_SIGNS
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, WHEREABOUTS
from fanal.keys.requests import Request
from fanal.partners.access import partners_for
from fanal.partners.forms.proposals import PartnerNames
from fanal.people.models import Person
from fanal.web.asking import ask, sent
from fanal.web.forms.codes import worded_choices
from fanal.web.forms.offering import Offered
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context

NO_LONGER = gettext_lazy("She is safe: no longer in danger")


@require_GET
def state(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What holds, what speaks against it, and everything that was said."""
    case = access.case_for(request.user, case_id)
    person = access.concerned_by(case, person_id)
    rights = rights_on(request.user, case)
    parts = [part for part in (WHEREABOUTS, NARRATIVE, LEGAL) if rights.may_open(part)]
    if parts:
        access.opened(request.user, case, *parts, ring=request.ring)
    query = StoryQuery(case, request.user, request.ring, rights, timezone.localtime())
    seen = states_on_page([person], query)[person.id]
    context = {
        "case": case,
        "person": person,
        "seen": seen,
        "closed": seen.is_closed_in(case),
        "place_closed": seen.hides_place_in(case),
        "said": present.said_of([person.id], request.user, request.ring)[person.id],
        "endings": ENDINGS,
        "rights": rights,
        "works": rights.works,
        "leads": rights.leads,
        "others": _each_of(case, person),
        "told_by_teams": told_by_teams(person, request.user, request.ring) if parts else [],
    }
    return render(request, "cases/state.html", context)


def _each_of(case: Case, person: Person) -> list[Context]:
    """Return everybody whom the case concerns, where there are several."""
    links = case.concerned
    people = [
        {"id": link.person_id, "code_name": link.person.code_name, "current": link.person == person}
        for link in links
    ]
    return people if len(people) > 1 else []


@idempotent
def in_danger(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that she is said to be in danger, or still is."""
    case, person = _written(request, case_id, person_id)

    def save(answers: Answers) -> str:
        states.say_in_danger(**_by(request, case, person), **answers)
        tell_who_decides_state(request, case)
        return address(case_id)

    told = told_by_team(request.GET.get("team", ""), person, request.user, request.ring)
    return ask(
        request,
        InDangerForm(sent(request), **_with_whom(request, person), initial=told),
        save,
        heading=_("She is in danger"),
        lead=_("It counts at once, whoever says it. The lead is told."),
        **_page(case, person),
    )


@idempotent
def no_longer(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that she is said to be safe: shown as it will be read, then saved."""
    case, person = _written(request, case_id, person_id)
    partners = partners_for(request.user).filter(merged_into=None).order_by("id")
    signs = worded_choices(OWN_SIGNS) if word_agreed(case, request.ring, person) else []
    offered: Offered = {"partner": partners, "sign": signs}
    initial = {"said_at": timezone.localtime()}
    told = _with_whom(request, person)
    form = NoLongerForm(sent(request), **told, offered=offered, initial=initial)
    is_sound = request.method == "POST" and form.is_valid()
    can_be_saved = is_sound and not _is_refused(form.cleaned_data)
    if can_be_saved and (shown := as_it_would_be(request, case, person, form)) is not None:
        said_at = timezone.localtime(form.cleaned_data["said_at"])
        posted = sent_as_shown(request, person, said_at)
        form = NoLongerForm(posted, **told, offered=offered)
        page = _page(case, person) | {"would_be": shown, "form": form, "calling": ()}
        page["later"] = not_before(shown.state.dangers, said_at, timezone.get_current_timezone())
        return render(request, "cases/no_longer.html", page | {"heading": NO_LONGER})

    def save(answers: Answers) -> str:
        # The minute may have turned since it was shown, and she was in danger in it.
        answers["said_at"] = shown_at(request, person, form) or answers["said_at"]
        answers.pop("seen", None)
        states.say_no_longer(**_by(request, case, person), **answers)
        tell_who_decides_state(request, case)
        return address(case_id)

    return ask(
        request,
        form,
        save,
        template="cases/no_longer.html",
        heading=NO_LONGER,
        endings=ENDINGS,
        calling=before_calling(case, request.user, request.ring),
        **_page(case, person),
    )


def _is_refused(cleaned: Answers) -> bool:
    """Whether saving it would be refused: nothing is shown then that could not be saved."""
    told: Answers = {name: cleaned.get(name) for name in (*RESTS_ON, "what_changed")}
    try:
        states.check_no_longer(**told)
    except BadInput:
        return True
    return False


@idempotent
def sign_of_life(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that she was heard from."""
    case, person = _written(request, case_id, person_id)

    def save(answers: Answers) -> str:
        states.record_sign(**_by(request, case, person), **answers)
        return address(case_id)

    lead = _("Heard from is not the same as safe: a danger stays until somebody says it is over.")
    return ask(
        request,
        SignOfLifeForm(sent(request), **_with_whom(request, person)),
        save,
        template="cases/heard.html",
        calling=before_calling(case, request.user, request.ring),
        heading=_("Sign of life: she was heard from"),
        lead=lead,
        **_page(case, person),
    )


@idempotent
def decide(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Let a lead decide between answers that do not agree."""
    case = access.led_case_for(request.user, case_id)
    person = access.concerned_by(case, person_id)
    seen = _seen(request, person)

    def save(answers: Answers) -> str:
        states.decide_state(**_by(request, case, person), seen=seen, **answers)
        return address(case_id)

    return ask(
        request,
        DecideForm(sent(request)),
        save,
        template="cases/decide_state.html",
        heading=_("Two answers do not agree"),
        seen=seen,
        **_page(case, person),
    )


def tell_who_decides_state(request: Request, case: Case) -> None:
    """Tell, after something was said, which lead decides, where two answers do not agree."""
    # One mail, whichever of them it is about: it says only that something waits.
    for row in disputed_in(case)[:1]:
        tell_who_decides(request, STATE, row.id)


def _written(request: Request, case_id: UUID, person_id: UUID) -> tuple[Case, Person]:
    case = access.worked_case_for(request.user, case_id)
    return case, access.concerned_by(case, person_id)


def _by(request: Request, case: Case, person: Person) -> Answers:
    return {"case": case, "person": person, "by": request.user, "ring": request.ring}


def _page(case: Case, person: Person) -> Context:
    back = address(case.id, "state", person_id=person.id)
    return {"code": person.code_name, "submit": _("Save"), "back_url": back}


def _seen(request: Request, person: Person) -> present.VisibleState:
    return present.states_of([person.id], request.user, request.ring)[person.id]


def _with_whom(request: Request, person: Person) -> Answers:
    """Return who has her, unread where the form was sent, and the names it is compared with."""
    known = None if request.method == "POST" else _seen(request, person).known_custodian()
    return {"known": known.with_name if known else "", "register": PartnerNames(request.user)}
