"""The list of cases: filters in the address, a search that is sent, lists of one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from fanal.audit.reading import notice_for
from fanal.cases import access, list_access
from fanal.cases.actions.lists import forget_list, save_list
from fanal.cases.forms.lists import FilterForm, FindInListForm, ListNameForm
from fanal.cases.queries import case_list, codes, lists, present
from fanal.cases.queries.case_list import CLOSED, CaseList, Wanted
from fanal.cases.queries.list_rows import rows_of
from fanal.cases.queries.other_cases import cases_beside
from fanal.cases.today_access import read_hearings
from fanal.core.errors import BadInput
from fanal.keys.requests import Request, acting
from fanal.people.search import find as find_people
from fanal.web.asking import WRONG, do
from fanal.web.forms.mistakes import show_mistake
from fanal.web.idempotency import pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Context

# After an upgrade, so many people a page: each has everything that was said of her opened.
LOOKED_AT_ONCE = 200
SHOWS = {
    "mine": pgettext_lazy("cases", "Mine"),
    "team": gettext_lazy("Team"),
    "danger": gettext_lazy("In danger"),
    "unheard": gettext_lazy("Not heard from"),
    "quiet": gettext_lazy("Quiet"),
    "late": gettext_lazy("Late"),
    "consent": gettext_lazy("Consent ends soon"),
    CLOSED: gettext_lazy("Closed"),
}
HEADS = {
    "case": gettext_lazy("Case"),
    "": gettext_lazy("Now"),
    "step": gettext_lazy("Step"),
    "contact": gettext_lazy("Last contact"),
    "next": gettext_lazy("Next due"),
    "worker": gettext_lazy("Worker"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: Request) -> HttpResponse:
    """The list, the most urgent first."""
    access.must_hold_cases(request.user)
    look_at_those_of_before(request)
    filters = _filters(request)
    find = FindInListForm(request.POST if request.method == "POST" else None)
    wanted = Wanted(**filters.chosen(), among=_found(request, find))
    listing = case_list.case_list(request.user, wanted, timezone.localdate())
    chosen = filters.chosen() | {"show": listing.show}
    page = page_of(request, listing.listed)
    rows = rows_of(list(page.object_list), request.user, request.ring, timezone.localtime())
    list_access.listed(request.user, sum(row.aged for row in rows))
    read_hearings(request.user, sum(any(step.hearing for step in row.next) for row in rows))
    context = _context(request, listing, chosen) | {"page": page, "rows": rows, "find": find}
    context["filters"] = filters.filled_with(chosen)
    context["searched"] = wanted.among is not None
    return render(request, "cases/list.html", context, status=WRONG if find.errors else 200)


@require_GET
def closed(request: Request) -> HttpResponse:
    access.must_hold_cases(request.user)
    return HttpResponseRedirect(reverse("cases:list") + "?show=closed")


def look_at_those_of_before(request: Request) -> None:
    """Look once at what was written before states were stored, as far as the user may."""
    if people := codes.not_stored(list_access.cases_read_by(request.user)):
        present.states_of(people[:LOOKED_AT_ONCE], request.user, request.ring)


def _filters(request: Request) -> FilterForm:
    return FilterForm(list(SHOWS), lists.workers_of(request.user), request.GET)


def _found(request: Request, find: FindInListForm) -> frozenset[UUID] | None:
    """The cases of the people whom the search finds; None where nothing was searched for."""
    if request.method != "POST" or not find.is_valid():
        return None
    list_access.must_search(request.user)
    try:
        near = find_people(text=find.cleaned_data["q"], **acting(request))
    except BadInput as mistake:
        show_mistake(find, BadInput("q", mistake.why))
        return None
    beside = cases_beside(request.user, [person.person.id for person in near])
    return frozenset(case.id for several in beside.values() for case in several)


def _context(request: Request, listing: CaseList, chosen: dict[str, str]) -> Context:
    today = timezone.localdate()
    return {
        "chosen": chosen,
        "query": urlencode(chosen),
        "chips": [
            (urlencode({"show": code}), words, listing.counts.get(code), code == listing.show)
            for code, words in SHOWS.items()
        ],
        "heads": [_head(chosen, name, words) for name, words in HEADS.items()],
        "narrowed": len(chosen) > 1,
        "mine": listing.counts.get("mine", 0),
        "team": listing.counts.get("team", 0),
        "closed": listing.show == CLOSED,
        "searches": list_access.searches(request.user),
        "works": list_access.searches(request.user),
        "today": today,
        "saved": [
            (urlencode(saved.filters), saved) for saved in list_access.saved_lists(request.user)
        ],
        "saving": ListNameForm(),
        "unusual": notice_for(request.user, today),
    }


def _head(chosen: dict[str, str], name: str, words: object) -> Context:
    """The head of a column: its address sorts by it, and the other way round the second time."""
    sorted_by = chosen.get("sort", "")
    sort = f"-{name}" if sorted_by == name and name else name
    rest = {key: value for key, value in chosen.items() if key != "sort"}
    way = "descending" if sorted_by.startswith("-") else "ascending"
    order = way if sorted_by.removeprefix("-") == name else ""
    query = urlencode(rest | ({"sort": sort} if sort else {}))
    return {"words": words, "query": query, "order": order, "name": name}


@pressed
def save(request: Request) -> HttpResponse:
    """Keep the filters that the address holds, under a name."""
    access.must_hold_cases(request.user)
    chosen, name = _filters(request).chosen(), ListNameForm(request.POST)
    there = f"{reverse('cases:list')}?{urlencode(chosen)}"
    if not name.is_valid():
        messages.error(request, _("Say what the list is called."))
        return HttpResponseRedirect(there)
    named = name.cleaned_data["name"]
    return do(request, lambda: save_list(name=named, filters=chosen, by=request.user), done=there)


@pressed
def forget(request: Request, saved_id: UUID) -> HttpResponse:
    saved = list_access.saved_list_for(request.user, saved_id)
    return do(request, lambda: forget_list(saved=saved), done=reverse("cases:list"))
