"""One stay: what the staff reads of it, and every step."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.known_language import known_language
from fanal.cases.queries.ask_whom import whom_to_ask_about
from fanal.core.shelters.stays import StayAct
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting, writing
from fanal.people.consent_ages import consent_ages
from fanal.shelters import access, staff_access
from fanal.shelters.actions import stays as stays_actions
from fanal.shelters.forms import stays
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.pages import stay_page
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, PageText

# What each step is called above its form, on its button, and said before it is saved.
STEPS: dict[StayAct, tuple[PageText, PageText, PageText]] = {
    StayAct.ADMIT: (gettext_lazy("She is here"), gettext_lazy("Save"), ""),
    StayAct.GO_AWAY: (
        gettext_lazy("Away, as agreed"),
        gettext_lazy("Save"),
        gettext_lazy("She keeps her bed. How she can be reached, in words."),
    ),
    StayAct.GO_TO_HOSPITAL: (
        gettext_lazy("In hospital"),
        gettext_lazy("Save"),
        gettext_lazy("She keeps her bed."),
    ),
    StayAct.NOT_SEEN: (
        gettext_lazy("She is not here, and nobody knows where"),
        gettext_lazy("Tell the lead now"),
        gettext_lazy("The lead is told at once. A child who is missing is in danger."),
    ),
    StayAct.RETURN: (gettext_lazy("She is back"), gettext_lazy("Save"), ""),
    StayAct.CALL_OFF: (
        gettext_lazy("She did not come"),
        gettext_lazy("Save"),
        gettext_lazy("Her bed is free."),
    ),
    StayAct.LOOKED: (
        gettext_lazy("Doors and visitors were looked at anew"),
        gettext_lazy("Save"),
        gettext_lazy("What was looked at, in words: the doors, who comes, who knows of the house."),
    ),
}
FORMS = {StayAct.RETURN: stays.ReturnForm, StayAct.GO_AWAY: stays.AwayForm}


@require_GET
def stay(request: Request, stay_id: UUID) -> HttpResponse:
    row = access.stay_for(request.user, stay_id)
    access.opened(request.user, row.shelter)
    works = cases.cases_for(request.user).filter(id=row.case_id).exists()
    page = stay_page(row, request.user, request.ring, timezone.localdate())
    context = {
        "page": page,
        "call": leads_to_call(row.shelter, reader=request.user, about=[row])
        if page.one.lost
        else "",
        "stay": row,
        "works": works and request.user.may(access.WORKS),
        "left": row.over_on is not None,
    }
    return render(request, "shelters/stay.html", context)


@idempotent
def step(request: Request, stay_id: UUID, act: str) -> HttpResponse:
    """Write down what happened, on which day."""
    row, kind = access.running_stay_for(request.user, stay_id), StayAct(act)
    form = FORMS.get(kind, stays.StepForm)(sent(request))

    def save(answers: Answers) -> str:
        safe = form.safety() if isinstance(form, stays.ReturnForm) else None
        stays_actions.add_step(
            stay=row,
            act=kind,
            on=answers["on"],
            words=answers["words"],
            safe=safe,
            changed=answers.get("changed", ""),
            back_by=answers.get("back_by"),
            **acting(request),
        )
        messages.success(request, _("Saved."))
        return _address(row)

    heading, submit, lead = STEPS[kind]
    return _ask(request, row, form, save, heading, submit, lead)


@idempotent
def move(request: Request, stay_id: UUID) -> HttpResponse:
    """Move her to another bed of the same shelter."""
    row = access.running_stay_for(request.user, stay_id)
    beds = {str(bed.id): bed for bed in access.free_beds(row.shelter).select_related("shelter")}
    offered = {"bed": stays.named_beds(beds)}
    form = stays.MoveForm(sent(request), offered=offered, initial=stays.only_bed(beds))

    def save(answers: Answers) -> str:
        stays_actions.add_step(
            stay=row, act=StayAct.MOVE, bed=beds[answers["bed"]], **acting(request)
        )
        return _address(row)

    return _ask(request, row, form, save, _("Another bed"), _("Save"))


@idempotent
def leave(request: Request, stay_id: UUID) -> HttpResponse:
    """Write down that she leaves for good."""
    row = access.running_stay_for(request.user, stay_id)
    colleagues = {
        str(colleague.pk): colleague
        for colleague in staff_access.who_may_decide_too(row, request.user)
    }
    offered = offered_colleagues(colleagues.values(), request.user, keyless=True)
    form = stays.LeaveForm(sent(request), offered={"second": offered})

    def save(answers: Answers) -> str:
        stays_actions.leave(
            stay=row,
            to=answers["to"],
            on=answers["on"],
            words=answers["words"],
            second=colleagues.get(answers.get("second") or ""),
            **acting(request),
        )
        messages.success(request, _("Saved. The bed is free."))
        along = access.came_along(request.user, row)
        for child in along:
            warning = _("%(who)s came with her and still has a bed: ask about each of them.")
            messages.warning(request, warning % {"who": child.person.code_name})
        return _address(row)

    return _ask(request, row, form, save, _("She leaves"), _("Save"), _leaving(row))


def _leaving(row: ShelterStay) -> str:
    """Return what leaving means at her age of today."""
    if consent_ages([row.person_id], timezone.localdate())[row.person_id].as_child:
        return _(
            "She is, or may be, a child: gone without telling, she is in danger, and the leads are "
            "told at once."
        )
    return _("An adult may leave when she wants: that is no incident and no failure.")


@idempotent
def tonight(request: Request, stay_id: UUID) -> HttpResponse:
    """Change how she is called, what she eats, what she needs tonight."""
    row = access.running_stay_for(request.user, stay_id)
    content = row.unseal(request.ring)
    known = {name: content[name] for name in ("called", "diet", "tonight")}
    form = stays.TonightForm(sent(request), initial=known)

    return ask(
        request,
        form,
        lambda answers: stays_actions.change_tonight(stay=row, content=answers, **writing(request)),
        heading=_("What she needs tonight"),
        code=row.person.code_name,
        record=row,
        done=_address(row),
    )


@idempotent
def explained(request: Request, stay_id: UUID) -> HttpResponse:
    row = access.running_stay_for(request.user, stay_id)
    known = known_language(row.case, request.user, request.ring, row.person)
    form = stays.ExplainedForm(sent(request), initial={"rules_in": known})

    def save(answers: Answers) -> str:
        stays_actions.explained(stay=row, rules_in=answers["rules_in"], by=request.user)
        return _address(row)

    return _ask(
        request,
        row,
        form,
        save,
        _("The house rules"),
        _("They were explained to her"),
        row.shelter.rules_text
        or _("What is free, who has keys, how to complain, and that she may leave."),
    )


def _ask(
    request: Request,
    row: ShelterStay,
    form: Form,
    save: Callable[[Answers], str],
    heading: PageText,
    submit: PageText,
    lead: PageText = "",
) -> HttpResponse:
    return ask(
        request,
        form,
        save,
        heading=heading,
        submit=submit,
        lead=lead,
        code=row.person.code_name,
        back_url=_address(row),
        template="shelters/stay_question.html",
        ask_whom=whom_to_ask_about([row], request.user).get(row.id, ""),
    )


def _address(row: ShelterStay) -> str:
    return reverse("shelters:stay", args=[row.id])
