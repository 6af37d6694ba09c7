"""The table of one operation: found, screened, met, identified, refused, charged."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases.access import cases_with
from fanal.cases.actions.operations import CODES, add_to_operation, change_operation, open_operation
from fanal.cases.models import Operation
from fanal.core.errors import BadInput
from fanal.core.law.catalogue import instruments
from fanal.core.law.ledger import remarks
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.identification import access
from fanal.identification.forms.operations import (
    NewOperationForm,
    NewOutcomeForm,
    OperationForm,
    OutcomeForm,
)
from fanal.identification.queries import met_by_person, table_of
from fanal.keys.requests import Request
from fanal.people.access import person_by_code, teams_of
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.lookup import permitted_or_404
from fanal.web.typing import Answers


@require_GET
def operations(request: Request) -> HttpResponse:
    """The operations whose table one may read."""
    access.must_see_operations(request.user)
    rows = sorted(access.operations_for(request.user), key=lambda one: one.day, reverse=True)
    return render(
        request,
        "identification/operations.html",
        {"operations": rows, "writes": request.user.may(Permission.WORK_CASES)},
    )


@require_GET
def operation(request: Request, operation_id: UUID) -> HttpResponse:
    """The table; "met by law" counts only cases whose legal part this reader may open."""
    shown = access.operation_for(request.user, operation_id)
    open_cases = cases_with(request.user, access.LEGAL).filter(operation=shown)
    met = met_by_person(open_cases, request.ring)
    table = table_of(shown, met, access.counted_for(request.user, shown))
    context = {
        "operation": shown,
        "table": table,
        "remarks": remarks(table),
        "met": [(instruments()[law].short, n) for law, n in sorted(table.met_by_law.items())],
        "cases_open": open_cases.count(),
        "people": sorted(
            access.outcomes_for(request.user, shown), key=lambda row: row.person.code_name
        ),
        "writes": access.writes_operation(request.user, shown),
    }
    return render(request, "identification/operation.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    """Write down a raid or a group return that nobody has recorded yet."""
    permitted_or_404(request.user, Permission.WORK_CASES)
    teams = teams_of(request.user)
    form = NewOperationForm(sent(request), offered={"team": teams}, initial={"team": teams.first()})

    return ask(
        request,
        form,
        lambda answers: where(open_operation(by=request.user, **answers)),
        heading=_("A new operation"),
        back_url=reverse("identification:operations"),
    )


@idempotent
def change(request: Request, operation_id: UUID) -> HttpResponse:
    """Change an operation's code name, kind, day and place."""
    row = access.written_operation(request.user, operation_id)
    names = ("code_name", "kind", "day", "place", "country")
    form = OperationForm(sent(request), initial={name: getattr(row, name) for name in names})

    def save(answers: Answers) -> None:
        version = version_of(request)
        change_operation(operation=row, version=version, by=request.user, **answers)

    return ask(request, form, save, done=where(row), heading=_("Change the operation"), record=row)


@idempotent
def outcome(request: Request, operation_id: UUID) -> HttpResponse:
    """Write down what became of one person found in the operation."""
    row = access.written_operation(request.user, operation_id)

    def keep(answers: Answers) -> None:
        person = person_by_code(request.user, answers.pop("person"))
        if person is None:
            raise BadInput("person", say("nobody with that code name among those you may open"))
        version = max(0, version_of(request))
        add_to_operation(operation=row, person=person, version=version, by=request.user, **answers)

    return ask(
        request,
        NewOutcomeForm(sent(request)),
        keep,
        done=where(row),
        heading=_("What became of a person"),
        lead=_("If she is in this operation already, you will see both and choose."),
        code=row.code_name,
    )


@idempotent
def outcome_change(request: Request, operation_id: UUID, person_id: UUID) -> HttpResponse:
    """Correct what is written of one person; two who do so at once see both."""
    of_operation = access.written_operation(request.user, operation_id)
    row = access.written_outcome(request.user, of_operation, person_id)

    def keep(answers: Answers) -> None:
        add_to_operation(
            operation=of_operation,
            person=row.person,
            version=version_of(request),
            by=request.user,
            **answers,
        )

    return ask(
        request,
        OutcomeForm(sent(request), initial={name: getattr(row, name) for name in CODES}),
        keep,
        done=where(of_operation),
        heading=_("What became of a person"),
        record=row,
        code=row.person.code_name,
    )


def where(operation: Operation) -> str:
    return reverse("identification:operation", args=[operation.id])
