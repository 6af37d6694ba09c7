"""The pages on who is missing between two columns, and on papers of a journey. And the sheet of a
missing person: asked for, agreed to by a second person, printed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides, who_is_asked
from fanal.accounts.reauthentication import asked_again, asked_again_to_send
from fanal.cases.actions.people_around import refresh_people_around, refresh_people_around_each
from fanal.cases.document_pictures import content_of
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.core.errors import BadInput
from fanal.core.journeys.reconcile import CountColumn
from fanal.journeys import access
from fanal.journeys.actions import dossiers, missing
from fanal.journeys.forms import plans
from fanal.journeys.forms.missing import MissingForm
from fanal.journeys.models import MissingSheet, Traveller
from fanal.journeys.queries import journey as journeys
from fanal.journeys.queries import missing as queries
from fanal.journeys.queries.dossier import journey_papers_of
from fanal.journeys.queries.group import cases_together, group_sheet, reconciliation
from fanal.keys.requests import Request, acting
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import WRONG, ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, Context
from fanal.web.words import translated


@require_GET
def reconciled(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.journey_for(request.user, journey_id)
    seen = journeys.seen(journey, timezone.localtime())
    context = {
        "journey": journey,
        "counted": reconciliation(seen),
        "elsewhere": journeys.teams_elsewhere(journey, request.user),
        "red": seen.state.red,
        "columns": [column.label for column in CountColumn],
    }
    return render(request, "journeys/count.html", context)


@asked_again_to_send
def journey_papers(request: Request, journey_id: UUID, person_id: UUID) -> HttpResponse:
    """Show the papers on screen for us; on paper for one partner, only through the gate."""
    journey = access.worked_journey_for(request.user, journey_id)
    traveller = access.traveller_of(request.user, journey, person_id)
    form = plans.WhomForm(
        sent(request),
        partners=partners_to_ask(request.user),
        groups=partners_by_fit(traveller.case, request.user),
    )
    answers = form.cleaned_data if form.is_valid() else {}
    if answers:
        # Whom she wants never told may have become a partner since they were named.
        refresh_people_around(case=traveller.case, ring=request.ring)
    printed = journey_papers_of(
        traveller=traveller, user=request.user, ring=request.ring, **answers
    )
    dossiers.print_papers(made=printed, **acting(request))
    context = {"made": printed, "journey": journey, "form": form}
    return render(request, "journeys/papers.html", context, status=WRONG if form.errors else 200)


@asked_again_to_send
def group(request: Request, journey_id: UUID) -> HttpResponse:
    """Show one sheet for all who travel: first looked at, then printed; the gate is
    asked both times."""
    journey = access.worked_journey_for(request.user, journey_id)
    form = plans.WhomForm(sent(request), partners=partners_to_ask(request.user))
    context: Context = {"journey": journey, "form": form}
    if form.is_valid():
        # As for each of them: whom she has to fear is read from what is sealed in her case.
        together = cases_together(journey, request.user)
        refresh_people_around_each(cases=together, ring=request.ring)
        sheet = group_sheet(
            journey=journey, user=request.user, now=timezone.localtime(), **form.cleaned_data
        )
        printed = "print" in request.POST
        receipt = dossiers.note_group(sheet=sheet, by=request.user, printed=printed)
        context |= {"sheet": sheet, "receipt": receipt}
    return render(request, "journeys/group.html", context, status=WRONG if form.errors else 200)


@asked_again_to_send
@idempotent
def dossier(request: Request, journey_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask a second person that a partner may look for her."""
    traveller = access.searched_traveller_for(request.user, journey_id, person_id)
    form = _form(request, traveller)

    def save(answers: Answers) -> str:
        photo = access.document_of(request.user, traveller, answers.pop("photo", ""))
        row = missing.ask_to_look(
            traveller=traveller, photo=photo, **form.told(answers), **acting(request)
        )
        tell_who_decides(request, queries.KIND, row.id)
        return reverse("journeys:missing_sheet", args=[row.id])

    return ask(
        request,
        form,
        save,
        template="journeys/missing.html",
        journey=traveller.journey,
        traveller=traveller,
        sheets=[(row, queries.until(row)) for row in queries.sheets_of(traveller)],
    )


def _form(request: Request, traveller: Traveller) -> MissingForm:
    return MissingForm(
        sent(request),
        partners=partners_to_ask(request.user),
        groups=partners_by_fit(traveller.case, request.user),
        offered={"photo": queries.pictures_of(traveller, request.user, request.ring)},
        initial=queries.proposed(traveller, request.ring)
        | {"language": translation.get_language()},
    )


@require_GET
def sheet(request: Request, sheet_id: UUID) -> HttpResponse:
    """Show how far it is: who asks, who agrees, and what will go out."""
    row = access.missing_sheet_for(request.user, sheet_id)
    return render(request, "journeys/missing_sheet.html", _context(request, row))


def _context(request: Request, row: MissingSheet) -> Context:
    opens, now = access.opens_sheet(request.user, row), timezone.localtime()
    answer = queries.answer_of(row, request.user)
    rules = {ground.rule for ground in answer.gate.because}
    waits = row.override.second_id is None and row.override.declined_on is None
    return {
        "sheet": row,
        "opens": opens,
        "lines": queries.lines_of(row, request.user, request.ring, now) if opens else [],
        "answer": answer,
        "until": queries.until(row),
        "agrees": access.may_agree_to_look(request.user, row),
        "waits": who_is_asked(queries.KIND, row.id, request.user) if waits else "",
        "others_print": row.override.second_id == request.user.pk and rules == {"approval"},
    }


@asked_again
@pressed
def agree(request: Request, sheet_id: UUID) -> HttpResponse:
    row = access.missing_sheet_for(request.user, sheet_id)
    access.must_agree_to_look(request.user, row)

    return do(
        request,
        lambda: missing.agree_to_look(sheet=row, by=request.user),
        done=reverse("journeys:missing_sheet", args=[row.id]),
        message=_("You agreed. It can be printed now, for 24 hours."),
    )


@asked_again
@require_POST
def printed(request: Request, sheet_id: UUID) -> HttpResponse:
    """Show the paper, in the language of its reader."""
    row = access.missing_sheet_for(request.user, sheet_id)
    page = reverse("journeys:missing_sheet", args=[row.id])
    access.must_open_sheet(request.user, row)
    try:
        with translation.override(row.language):
            copy = missing.print_missing(sheet=row, **acting(request))
            context = {"made": copy, "sheet": row, "up": page}
            return render(request, "journeys/missing_paper.html", context)
    except BadInput as refusal:
        messages.error(request, translated(refusal.why))
        return redirect(page)


@require_GET
def photo(request: Request, sheet_id: UUID) -> HttpResponse:
    """Send her picture, shown on the sheet once two agreed to it."""
    row = access.missing_sheet_for(request.user, sheet_id)
    picture = access.picture_of(request.user, row)
    queries.typed_on(row, request.ring)
    about = picture.unseal(request.ring)
    missing.picture_read(sheet=row, by=request.user)
    response = HttpResponse(content_of(picture, request.ring), content_type=about["type"])
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
