"""Where the people of a case sleep in our shelters, and a bed for one of them."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.absences.reachable import each_to_call
from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases import access as cases
from fanal.cases.access import works_on
from fanal.cases.known_language import known_language
from fanal.cases.models import Case
from fanal.cases.queries.case_warnings import warnings_in
from fanal.core.casework.consent import GivenBy
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.queries.pages import people_of
from fanal.shelters import access, asking_access
from fanal.shelters.actions import admission
from fanal.shelters.forms.stays import AdmissionForm, named_beds, only_bed
from fanal.shelters.models import Bed, ShelterStay
from fanal.shelters.queries.age_changes import adults_among
from fanal.shelters.queries.alert_recipients import kept_out_of_stays, leads_of, leads_of_team
from fanal.shelters.queries.house_conflicts import dangers_under_one_roof, whom_to_ask_first
from fanal.shelters.queries.pages import stay_page
from fanal.shelters.queries.residents import Resident, residents
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@require_GET
def of_case(request: Request, case_id: UUID) -> HttpResponse:
    """Every bed that somebody of this case has or had."""
    case = cases.case_for(request.user, case_id)
    # Where she sleeps is read by whoever works on her case, not by everybody who may open it.
    if not works_on(request.user, case):
        return render(request, "shelters/case.html", {"case": case})
    cases.opened(request.user, case, NARRATIVE, ring=request.ring)
    stays = list(access.stays_of_case(request.user, case))
    without = list(asking_access.without_a_bed(case))
    context = {
        "case": case,
        "works": True,
        "stays": _linked(request, case, stays),
        "without": bool(without),
        "others": _could_come(request, stays, without),
        "shelters": access.shelters_for(request.user).exists(),
        "askable": asking_access.askable(request.user).exists(),
        "asked": asking_access.requests_of(request.user, case),
        "changed": asking_access.changed_for(request.user),
    }
    return render(request, "shelters/case.html", context)


def _linked(
    request: Request, case: Case, stays: list[ShelterStay]
) -> list[tuple[Resident, str, UUID]]:
    """Return each with its page: of a shelter of another team that of the request; where the case
    was given to this team while she slept there, what her case may know of it."""
    own_shelters = _own_shelters(request)
    asked = dict(
        asking_access.requests_of(request.user, case).exclude(stay=None).values_list("stay", "id")
    )

    def page(stay: ShelterStay) -> tuple[str, UUID]:
        # The book of a shelter is read in that shelter; another team reads the request it made.
        if stay.shelter_id in own_shelters:
            return "shelters:stay", stay.id
        if stay.id in asked:
            return "shelters:request", asked[stay.id]
        return "shelters:stay_of_case", stay.id

    return [
        (resident, *page(resident.stay))
        for resident in residents(stays, request.ring, request.user)
    ]


def _could_come(
    request: Request, stays: list[ShelterStay], without: list[Person]
) -> list[tuple[Person, str]]:
    """Who has no bed while a woman of the case sleeps in a shelter of this user: each with what a
    form for her is filled in with. Of two women nobody says with whom she came."""
    own_shelters = _own_shelters(request)
    running = [stay for stay in stays if not stay.over_on and stay.shelter_id in own_shelters]
    adults = [stay.id for stay in adults_among(running)]
    # Of two women nobody is guessed: a child who is noted with the wrong one may leave with her.
    with_her = {"with": adults[0]} if len(adults) == 1 else {}
    if not running:
        return []
    return [(person, urlencode({"person": person.id} | with_her)) for person in without]


def _own_shelters(request: Request) -> set[UUID]:
    return set(access.shelters_for(request.user).values_list("id", flat=True))


@require_GET
def stay_of_case(request: Request, stay_id: UUID) -> HttpResponse:
    """Show her stay in another team's shelter: how it stands and whom to ask, not what the book
    says."""
    # Opened by her case, whichever team has it now: a case that was given on while she slept there
    # still needs to know that she does.
    row = asking_access.stay_of_her_case_for(request.user, stay_id)
    cases.opened(request.user, row.case, NARRATIVE, ring=request.ring)
    context = {
        "page": stay_page(row, request.user, request.ring, timezone.localdate()),
        "stay": row,
        # Who leads the shelter, to ask by telephone: its book is not opened to other teams.
        "whom": _who_leads_it(row, request.user),
        "ours": row.shelter.team_id in own_team_ids(request.user),
    }
    return render(request, "shelters/stay_of_case.html", context)


@idempotent
def admit(request: Request, case_id: UUID) -> HttpResponse:
    """A bed for her: which, what she said, and in which language the rules were explained."""
    case = cases.worked_case_for(request.user, case_id)
    people, beds, mothers = people_of(case), _beds(request), _running(request, case)
    form = _form(request, case, people, beds, mothers)

    def save(answers: Answers) -> None:
        stay = _admit(request, case, form, form.about(people), beds, mothers)
        if stay is None:
            messages.success(request, _("Saved: she wants no bed. Nothing else changes for her."))
        else:
            messages.success(request, _("She has a bed: %(bed)s.") % {"bed": stay.bed.label})

    return ask(
        request,
        form,
        save,
        template="shelters/admit.html",
        heading=_("A bed tonight"),
        code=case.code_name,
        beds=beds,
        case=case,
        case_id=case.id,
        warned_cases=warnings_in([case], request.user, request.ring),
        near=dangers_under_one_roof(case, beds.values(), request.user, request.ring),
        ask_first=whom_to_ask_first(case, beds.values(), request.user),
        whom=_leads_of(case, request.user) if not beds else (),
        askable=not beds and asking_access.askable(request.user).exists(),
        lead=_("Let her eat, wash and sleep first. What is missing can wait until tomorrow."),
        done=reverse("shelters:case", args=[case.id]),
    )


def _form(
    request: Request,
    case: Case,
    people: QuerySet[Person],
    beds: dict[str, Bed],
    mothers: dict[str, ShelterStay],
) -> AdmissionForm:
    ages = consent_ages(people.values_list("id", flat=True), timezone.localdate())
    came_with = {key: stay.person.code_name for key, stay in mothers.items()}
    return AdmissionForm(
        sent(request),
        people=people,
        ages=ages.values(),
        offered={"bed": named_beds(beds), "came_with": came_with},
        speaks=known_language(case, request.user, request.ring),
        initial=_known(request) | only_bed(beds),
    )


def _leads_of(case: Case, reader: User) -> list[str]:
    return each_to_call(leads_of_team(case.team), case.team, reader=reader)


def _who_leads_it(stay: ShelterStay, reader: User) -> list[str]:
    unsafe = in_other_hands() | kept_out_of_stays([stay])
    return each_to_call(leads_of(stay.shelter), stay.shelter.team, unsafe, reader=reader)


def _known(request: Request) -> dict[str, str]:
    """What the page that led here knows: of whom it is, and with whom she came."""
    return {"person": request.GET.get("person", ""), "came_with": request.GET.get("with", "")}


def _admit(
    request: Request,
    case: Case,
    form: AdmissionForm,
    person: Person,
    beds: dict[str, Bed],
    mothers: dict[str, ShelterStay],
) -> ShelterStay | None:
    cleaned = form.cleaned_data
    asked = admission.BedAsked(
        answer=cleaned["answer"],
        rules_in=cleaned["rules_in"],
        given_by=cleaned.get("given_by") or GivenBy.HERSELF,
        assent=form.assents(),
        due=cleaned["due"],
        on=cleaned["on"],
    )
    return admission.admit(
        case=case,
        person=person,
        bed=beds.get(cleaned["bed"]),
        asked=asked,
        shown=cleaned,
        came_with=mothers.get(cleaned["came_with"]),
        **acting(request),
    )


def _beds(request: Request) -> dict[str, Bed]:
    """What is free in the shelters of this user, by id."""
    offered = {}
    for shelter in access.shelters_for(request.user):
        for bed in access.free_beds(shelter):
            bed.shelter = shelter
            offered[str(bed.id)] = bed
    return offered


def _running(request: Request, case: Case) -> dict[str, ShelterStay]:
    rows = access.stays_of_case(request.user, case).filter(over_on=None)
    return {str(row.id): row for row in rows}
