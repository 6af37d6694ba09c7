"""HTTP of the figures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import unseen
from fanal.accounts.deciders import who_is_asked
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.coded_facts.number_files import number_file_of
from fanal.core.errors import BadInput, Refused
from fanal.core.number_pages.estimates import ESTIMATES
from fanal.figures import (
    access,
    actions,
    estimating,
    forms,
    published_estimates,
    publishing,
    queries,
    results,
    tables,
)
from fanal.figures.estimate_numbers import numbers_of
from fanal.figures.models import COUNTS_AS, Estimating, Snapshot, Study
from fanal.figures.words import area_words, source_words
from fanal.web.asking import sent
from fanal.web.forms.mistakes import show_mistake, show_place
from fanal.web.idempotency import idempotent, pressed
from fanal.web.templatetags.fanal import semicolon
from fanal.web.typing import Context
from fanal.web.words import translated

WRONG = 422


def listed(request: SignedInRequest) -> HttpResponse:
    studies = access.studies_for(request.user)
    return render(request, "figures/list.html", {"studies": studies})


@idempotent
def new(request: SignedInRequest) -> HttpResponse:
    access.must_see_figures(request.user)
    codes = queries.sources()
    form = forms.StudyForm(codes, sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.about() | {"lists": form.cleaned_data["lists"]}
        try:
            study = actions.define(**given, choices=form.chosen(), by=request.user)
        except BadInput as mistake:
            show_mistake(form, mistake)
        else:
            return redirect("figures:study", study.id)
    context = {"form": form, "sources": source_words(codes).items()}
    return render(request, "figures/new.html", context, status=WRONG if form.errors else 200)


@idempotent
def new_table(request: SignedInRequest) -> HttpResponse:
    access.must_see_figures(request.user)
    form = forms.TableForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, wanted = form.cleaned_data["file"], form.cleaned_data["sheet"]
        try:
            sheet = tables.read(file, file.name, wanted)
        except BadInput as mistake:
            show_place(form, mistake, "sheet" if wanted == mistake.where else "file")
        else:
            table = actions.upload(sheet=sheet, name=file.name, by=request.user)
            return redirect("figures:table", table.id)
    return render(
        request, "figures/new_table.html", {"form": form}, status=WRONG if form.errors else 200
    )


@idempotent
def choose_columns(request: SignedInRequest, table_id: UUID) -> HttpResponse:
    table = access.table_for(request.user, table_id)
    sheet = queries.sheet_of(table)
    form = forms.TableStudyForm(sheet, sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.about() | {"roles": form.roles(), "choices": form.chosen()}
        try:
            study = actions.define_from_table(table=table, **given, by=request.user)
        except BadInput as mistake:
            show_place(form, mistake)
        else:
            return redirect("figures:study", study.id)
    context = {"form": form, "table": table, "sheet": sheet}
    return render(request, "figures/table.html", context, status=WRONG if form.errors else 200)


def study(request: SignedInRequest, study_id: UUID) -> HttpResponse:
    found = access.study_for(request.user, study_id)
    return shown(request, found, forms.ChoicesForm(initial=found.choices))


def shown(request: SignedInRequest, found: Study, form: forms.ChoicesForm) -> HttpResponse:
    """The page of a study, with the form of other choices as it was filled in."""
    context: Context = {"study": found, "reason": queries.reason_against(found), "form": form}
    context["area"] = area_words(found.area) if found.area else ""
    words = source_words({one for sources in found.lists.values() for one in sources})
    context["lists"] = {
        name: [words[one] for one in sources] for name, sources in found.lists.items()
    }
    context["who_counts"] = dict(COUNTS_AS).get(found.who_counts, found.who_counts)
    context["fixed"] = forms.in_words(queries.complete(found.choices))
    context["table"] = queries.uploaded(found) if found.from_table else None
    row = Estimating.objects.filter(study=found).first()
    context |= {"asked": row, "works": row and estimating.works(row)}
    context |= {"stopped": row and estimating.was_stopped(row)}
    context["snapshots"] = found.snapshots.order_by("day", "id")
    status = WRONG if form.errors else 200
    return render(request, "figures/study.html", context, status=status)


@pressed
def register(request: SignedInRequest, study_id: UUID) -> HttpResponse:
    found = access.study_for(request.user, study_id)
    actions.register(study=found, by=request.user)
    return redirect("figures:study", found.id)


@require_POST
def estimate(request: SignedInRequest, study_id: UUID) -> HttpResponse:
    """Begin to work it out; the page of the study says how far it is. Not once(): a second one is
    refused, and the same counts and choices lead to the same snapshot anyway."""
    found = access.study_for(request.user, study_id)
    # Two buttons lead here: that of the choices that were fixed sends none.
    form = forms.ChoicesForm(request.POST) if "threshold" in request.POST else None
    if form is not None and not form.is_valid():
        return shown(request, found, form)
    choices = found.choices | form.chosen() if form is not None else None
    try:
        row = estimating.begin(study=found, by=request.user, choices=choices)
    except (BadInput, Refused) as problem:
        reasons = [problem.why] if isinstance(problem, BadInput) else problem.reasons
        messages.error(request, f"{semicolon()} ".join(map(translated, reasons)))
        return redirect("figures:study", found.id)
    if row.snapshot_id:
        return redirect("figures:snapshot", row.snapshot_id)
    return redirect("figures:study", found.id)


@pressed
def cancel(request: SignedInRequest, study_id: UUID) -> HttpResponse:
    found = access.study_for(request.user, study_id)
    if estimating.cancel(found):
        messages.success(request, _("The estimate was cancelled. Nothing was saved."))
    return redirect("figures:study", found.id)


def snapshot(request: SignedInRequest, snapshot_id: UUID) -> HttpResponse:
    found = access.snapshot_for(request.user, snapshot_id)
    others = found.study.snapshots.exclude(id=found.id).order_by("day", "id")
    context: Context = {"snapshot": found, "others": others, **in_language(found)}
    context["choices"] = forms.in_words(queries.complete(found.parsed["choices"]))
    # A snapshot is never changed, so one of an earlier rule for quoting warns instead.
    context["page"] = page = publishing.publishing_page(found)
    context["waits"] = (
        who_is_asked(access.ESTIMATE, page.row.id, request.user) if page.asked else ""
    )
    context["steps"] = [(publishing.ASKS[one.of.ask], one) for one in page.steps]
    context["asks"] = publishing.ASKS[page.asked.of.ask] if page.asked else None
    context["superseded"] = found.parsed.get("edition") != queries.EDITION
    return render(request, "figures/snapshot.html", context)


@asked_again
@require_POST
def snapshot_as_file(request: SignedInRequest, snapshot_id: UUID) -> HttpResponse:
    """The numbers of the estimate, as a CSV: those of one that is published, since it travels."""
    found = access.snapshot_for(request.user, snapshot_id)
    published = publishing.publishing_page(found).is_published
    return number_file_of(
        request, ESTIMATES, numbers_of(found, published=published), about=found.id
    )


def in_language(found: Snapshot) -> Context:
    """The report as the reader's language keeps it; of groups and covariates its figures."""
    # A report keeps English and French; whoever reads in another language gets the English one.
    code, content = (get_language() or "en")[:2], found.parsed
    if "pages" in content:
        return {"report": content["pages"].get(code, content["pages"]["en"])}
    result = results.result_in(content, code)
    return {"result": result, "table": queries.uploaded(found.study)}


def compare(request: SignedInRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    left = access.snapshot_for(request.user, left_id)
    right = access.snapshot_for(request.user, right_id)
    context: Context = {"rows": queries.side_by_side(left, right), "right": right}
    context |= {"left_name": queries.label(left), "right_name": queries.label(right)}
    return render(request, "figures/compare.html", context)


def said(request: SignedInRequest) -> HttpResponse:
    access.must_see_figures(request.user)
    return render(request, "figures/said.html", {"claims": published_estimates.CLAIMS})


def style(request: SignedInRequest) -> HttpResponse:
    """The look of a report's own parts, from where the report is made."""
    return HttpResponse(unseen.report_style(), content_type="text/css; charset=utf-8")
