"""The journal, as sentences."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.audit import access, forms, queries, reading, search
from fanal.audit.export import exported
from fanal.audit.queries import AT_A_PAGE
from fanal.audit.search import SERVER, JournalFilter
from fanal.audit.sentences import names_for, names_of, said
from fanal.authority import queries as authority
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.core.casework.unusual_reading import limits
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.web.asking import WRONG, sent
from fanal.web.forms.mistakes import show_mistake, show_refusal
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Context

ON_A_PAGE = 25
COMMANDS = {
    "acknowledge": "fanal audit acknowledge",
    "compare": "fanal audit verify --against",
    "certify": "fanal authority certify",
    "verify": "fanal audit verify",
}


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: SignedInRequest) -> HttpResponse:
    """What was done, latest first: all, or what was asked for. Words and code names are sent, and
    the address that is shown then holds codes and ids."""
    entries = access.journal_for(request.user)
    shown = forms.filter_of(request.GET)
    form = forms.JournalForm(request.user, sent(request), shown=shown)
    if request.method == "POST" and (address := _filtered_address(form)):
        return HttpResponseRedirect(address)
    page = page_of(request, search.matching(shown, entries), ON_A_PAGE)
    rows = queries.with_people(search.opened(page))
    known = names_for(request.user, rows)
    context = {
        "page": page,
        "form": form,
        "rows": [said(entry, known) for entry in rows],
        "narrowed": _filters_in_words(request.user, shown),
        "query": forms.query_of(shown),
        "unusual": reading.notice_for(request.user, timezone.localdate()),
    }
    return render(request, "audit/journal.html", context, status=WRONG if form.errors else 200)


@asked_again
@idempotent
def export(request: SignedInRequest) -> HttpResponse:
    """What the journal shows, as a sealed file."""
    shown = forms.filter_of(request.GET)
    found = search.matching(shown, access.journal_for(request.user))
    form, query = forms.ExportForm(sent(request)), forms.query_of(shown)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(exported(found=found, to=form.cleaned_data["age_key"], by=request.user))
        except BadInput as mistake:
            show_mistake(form, mistake)
        except Refused as refusal:
            show_refusal(form, refusal)
    context = {
        "form": form,
        "number": len(found),
        "narrowed": _filters_in_words(request.user, shown),
        "back_url": f"{reverse('audit:journal')}?{query}",
    }
    return render(request, "audit/export.html", context, status=WRONG if form.errors else 200)


def _filtered_address(form: forms.JournalForm) -> str:
    """The address of the journal, filtered as asked for; "" where a filter is wrong."""
    if not form.is_valid():
        return ""
    try:
        return f"{reverse('audit:journal')}?{form.query()}"
    except BadInput as mistake:
        show_mistake(form, mistake)
        return ""


def _filters_in_words(reader: User, shown: JournalFilter) -> list[str]:
    found = [forms.act_in_words(act) for act in sorted(shown.acts)]
    ids = {*shown.about, shown.by} - {"", SERVER}
    known = names_of(reader, ids)
    found += [str(_("the server"))] if shown.by == SERVER else []
    found += [known.get(one, one[:8]) for one in sorted(ids)]
    found += [_("from {day}").format(day=date_format(shown.since))] if shown.since else []
    found += [_("until {day}").format(day=date_format(shown.until))] if shown.until else []
    return found


def _file(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    name = f"journal-{timezone.localdate().isoformat()}.csv.age"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def check(request: SignedInRequest) -> HttpResponse:
    """Whether the journal is whole, and who may read what: the verification of auditors and
    administrators."""
    access.must_see_alarms(request.user)
    reads = request.user.may(Permission.READ_JOURNAL)
    accounts = request.user.may(Permission.MANAGE_ACCOUNTS)
    report, before = queries.examine_for_a_page()
    context = {
        "report": report,
        "before": before,
        "reads": reads,
        "accounts": accounts,
        **_rows_of_nobody(),
        **COMMANDS,
    }
    return render(request, "audit/check.html", context)


def _rows_of_nobody() -> Context:
    """Rows that no action here made: those that stand there, those that were found and taken out,
    and the tables that nobody certified yet."""
    found = [authority.said_of(one) for one in authority.unsettled()]
    later = [called(table(one)) for one in authority.not_certified()]
    large = [called(table(row)) for row in authority.of_many_rows(AT_A_PAGE)]
    wrong = authority.current_faults(AT_A_PAGE)
    return {"wrong": wrong, "found": found, "later": later, "large": large}


@require_GET
def unusual_reading(request: SignedInRequest) -> HttpResponse:
    """Who read many files, as numbers: a lead of her teams, an auditor of everybody."""
    access.must_see_reading(request.user)
    today = timezone.localdate(timezone=timezone.get_default_timezone())  # the journal's calendar
    days = reading.last_days(today)
    reads = request.user.may(Permission.READ_JOURNAL)
    context = {"rows": reading.rows_for(request.user, days), "limits": limits(), "reads": reads}
    return render(request, "audit/reading.html", context)
