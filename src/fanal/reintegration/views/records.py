"""Signs, promises, money and training, and her child."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.keys.requests import Request, acting, writing
from fanal.people.consent_ages import consent_ages
from fanal.reintegration import access
from fanal.reintegration.actions import records as records_actions
from fanal.reintegration.forms import records
from fanal.reintegration.models import PlanRecordKind
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.views.frame import asked
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def sign(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    form = records.WarningSignForm(sent(request))

    def save(answers: Answers) -> None:
        records_actions.add_sign(plan=plan, **answers, **acting(request))

    return asked(
        request,
        plan.person,
        form,
        save,
        _("A sign that somebody may harm her again"),
        lead=_(
            "A fact with its day and her view of it: talk to her. Where she is in danger now, "
            "write that in her case at once."
        ),
    )


@idempotent
def again(request: Request, person_id: UUID, record_id: UUID) -> HttpResponse:
    row = access.record_for(request.user, person_id, record_id, PlanRecordKind.SIGN)
    form = records.SeenAgainForm(sent(request))

    def save(answers: Answers) -> None:
        records_actions.see_again(record=row, on=answers["on"], by=request.user)

    return asked(request, row.plan.person, form, save, _("Seen again"))


@idempotent
def promise(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    age = consent_ages([plan.person_id], timezone.localdate())[plan.person_id]
    form = records.PromiseForm(sent(request), child=age.as_child)

    def save(answers: Answers) -> None:
        records_actions.promise(plan=plan, **answers, **acting(request))

    return asked(
        request,
        plan.person,
        form,
        save,
        _("Record a promise"),
        lead=_(
            "Promise only what you can keep. It appears on your start page once its day is over."
        ),
    )


@idempotent
def settle(request: Request, person_id: UUID, record_id: UUID) -> HttpResponse:
    row = access.record_for(request.user, person_id, record_id, PlanRecordKind.PROMISE)
    access.opened(request.user, row.plan.person, ring=request.ring)
    form = records.SettleForm(sent(request))

    def save(answers: Answers) -> None:
        records_actions.settle_promise(
            record=row,
            state=answers["state"],
            told_her=answers["told_her"],
            words=answers["words"],
            **writing(request),
        )

    return asked(
        request,
        row.plan.person,
        form,
        save,
        _("What became of this promise?"),
        record=row,
        lead=row.unseal(request.ring)["words"],
    )


@idempotent
def support(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    form = records.SupportForm(sent(request))

    def save(answers: Answers) -> None:
        records_actions.note_support(plan=plan, **answers, **acting(request))

    lead = _("What is asked for in a case need not be written here again.")
    return asked(request, plan.person, form, save, _("Money or training for her"), lead=lead)


@idempotent
def child(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    parents = plan_page(plan, request.ring).parents
    form = records.ChildForm(sent(request), initial=parents)

    def save(answers: Answers) -> None:
        facts = {name: answers[name] for name in records.CHILD}
        records_actions.note_child(
            plan=plan,
            answers=facts,
            parents={name: answers[name] for name in records.PARENTS},
            words=answers["words"],
            on=answers["on"],
            **acting(request),
        )

    return asked(request, plan.person, form, save, _("How is her child?"))
