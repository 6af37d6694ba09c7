"""A list of partners from a spreadsheet: read and shown first, added once it is confirmed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import PartnerType, PartyKind
from fanal.partners import access, list_table
from fanal.partners.actions import partners
from fanal.partners.forms.importing import AddListForm, ListFileForm
from fanal.partners.queries.directory import PartnerTrust
from fanal.partners.queries.list_lines import read_list
from fanal.web.asking import WRONG, sent
from fanal.web.downloads import csv_response
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.mistakes import show_mistake, show_place
from fanal.web.typing import Context


def add_list(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    if "table" in request.POST:
        return _added(request)
    form = ListFileForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = list_table.read_table(file, file.name)
        except BadInput as mistake:
            show_place(form, mistake, "file")
        else:
            return _shown(request, table, AddListForm(initial={"table": table.to_json()}))
    context = {"form": form, "most": list_table.MOST} | _what_it_may_hold()
    status = WRONG if form.errors else 200
    return render(request, "partners/add_list.html", context, status=status)


def _added(request: SignedInRequest) -> HttpResponse:
    form = AddListForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["table"])))
        return redirect("partners:add_list")
    try:
        n = partners.add_list(by=request.user, **form.cleaned_data)
    except BadInput as mistake:
        show_mistake(form, mistake)
        return _shown(request, form.cleaned_data["table"], form)
    said = ngettext("{n} partner was added.", "{n} partners were added.", n).format(n=n)
    messages.success(request, said if n else _("All of them were in the directory already."))
    return redirect(f"{reverse('partners:list')}?trust={PartnerTrust.UNKNOWN}")


def _shown(
    request: SignedInRequest, table: list_table.ListTable, form: AddListForm
) -> HttpResponse:
    """What would be added, what is there already, and what is wrong: nothing is written."""
    read = read_list(table, access.partners_for(request.user))
    context = {"form": form, "read": read, "unread": table.unread} | _what_it_may_hold()
    status = WRONG if form.errors else 200
    return render(request, "partners/check_list.html", context, status=status)


def _what_it_may_hold() -> Context:
    labels = [str(column.label) for column in list_table.COLUMNS]
    return {"columns": labels, "kinds": chosen_from(PartyKind), "types": chosen_from(PartnerType)}


@require_GET
def template(request: SignedInRequest) -> HttpResponse:
    """The table to fill in, with its columns in the language of the page."""
    access.must_work_here(request.user)
    return csv_response(list_table.as_file(), "partners")
