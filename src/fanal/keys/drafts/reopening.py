"""Each form of a page gets what it needs to be kept as a draft; a kept one opens in its place.

Every form that does something once (`{% once %}`, `@idempotent`) carries a draft, so that no page
has to think of it; searches and what proves who somebody is carry none. A draft fills the form it
was typed into when its page is opened again: the page decides, as always, who may see it.

Tickets let a form still be sealed to its writer after her session has ended (ADR 8).
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from fanal.accounts.models import User
from fanal.keys import drafts
from fanal.keys.drafts import Typed, writers
from fanal.keys.key_pairs import pair_of
from fanal.keys.models import Draft, UserKeys
from fanal.keys.requests import RingRequest, is_signed_in_with_ring
from fanal.web import html_forms
from fanal.web.addresses import page_of
from fanal.web.draft_fields import ABOUT, ACTION, ID, PAGE, SEEN, TICKET, TITLE
from fanal.web.errors import worth_copying
from fanal.web.html_forms import Form

VERSION = "version"  # the record as it was when the draft was begun: other edits are found by it
CHANGING = {"csrfmiddlewaretoken", "once", "seen", VERSION, *ABOUT}
ONCE = b'name="once"'


@dataclass
class Carrier:
    """One form of the page, and the draft that it carries."""

    form: Form
    action: str
    id: UUID = field(default_factory=uuid4)
    goes_on: bool = False
    typed: Typed | None = None
    others: list[Typed] = field(default_factory=list)


def add_drafts_to_forms(request: RingRequest, response: HttpResponse) -> set[str]:
    """Add the draft fields to the forms of a page, and restore what was typed.

    The ids of the drafts that are on the page now.
    """
    if not _is_page(response) or not is_signed_in_with_ring(request):
        return set()
    page = response.content.decode(response.charset)
    going_on = drafts.as_id(request.POST.get(ID, "")) if request.method == "POST" else None
    carriers = carriers_of(page, request.path, going_on)
    if not carriers:
        return set()
    if request.method == "GET":
        _match(carriers, drafts.waiting(request.ring), request.GET.get(drafts.REOPEN, ""))
    pair, title = request.ring.pair or pair_of(request.user), _title(request, page)
    # From the last form to the first: what is put in moves everything behind it.
    for carrier in reversed(carriers):
        fields = _given(request, carrier, title) | _ticket(pair, carrier)
        page = (
            page[: carrier.form.start] + _drawn(request, carrier, fields) + page[carrier.form.end :]
        )
    response.content = page.encode(response.charset)
    return {str(carrier.id) for carrier in carriers}


def carriers_of(page: str, path: str, going_on: UUID | None) -> list[Carrier]:
    """The forms of a page that carry a draft.

    A form that came back, or asks once more before it saves, goes on with the one it was sent with.
    """
    # Where an address leads is looked up last: a list has a form of one button in each row, and in
    # none of these anything is typed.
    forms = (form for form in html_forms.forms_of(page) if going_on or form.typed)
    carriers = [Carrier(form, form.action or path) for form in forms]
    carriers = [carrier for carrier in carriers if _saves(carrier)]
    if going_on:
        for carrier in [carrier for carrier in carriers if carrier.action == path][:1]:
            carrier.id, carrier.goes_on = going_on, True
    return [carrier for carrier in carriers if carrier.goes_on or carrier.form.typed]


def _saves(carrier: Carrier) -> bool:
    keyed = carrier.form.value("once") is not None and not carrier.form.has("password")
    return keyed and drafts.may_carry(carrier.action)


def _is_page(response: HttpResponse) -> bool:
    html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
    return html and ONCE in response.content


def _match(carriers: list[Carrier], waiting: Sequence[Typed], asked_for: str) -> None:
    """Give each form its newest draft, or the one that was asked for."""
    ordered = sorted(waiting, key=lambda draft: str(draft.draft.id) != asked_for)
    for carrier in carriers:
        # A page may hold a form to one address for each of its rows. They are told apart by their
        # hidden values, or a draft about one row would come back in another.
        alike = sum(other.action == carrier.action for other in carriers) > 1
        own = [draft for draft in ordered if _belongs(draft, carrier, alike)]
        if own:
            carrier.typed, carrier.others = own[0], own[1:]
            carrier.id = own[0].draft.id


def _belongs(draft: Typed, carrier: Carrier, alike: bool) -> bool:
    if draft.form != carrier.action:
        return False
    return not alike or carrier.form.constants(but=CHANGING) <= set(draft.fields)


def _title(request: HttpRequest, page: str) -> str:
    return (request.method == "POST" and request.POST.get(TITLE)) or html_forms.heading(page)


def _given(request: HttpRequest, carrier: Carrier, title: str) -> dict[str, object]:
    fields = {ID: carrier.id, PAGE: page_of(request), TITLE: title, ACTION: carrier.action}
    return fields | {SEEN: _seen(carrier)}


def _seen(carrier: Carrier) -> str:
    """The state of the draft that this page goes on with; nothing of a new one."""
    if carrier.typed:
        return writers.seen(carrier.typed.draft)
    row = Draft.objects.filter(id=carrier.id).first() if carrier.goes_on else None
    return writers.seen(row) if row else ""


def _ticket(pair: UserKeys | None, carrier: Carrier) -> dict[str, object]:
    key = carrier.form.value("once") or ""
    return {TICKET: ticket(pair, carrier.id, carrier.action, key)} if pair else {}


def _drawn(request: HttpRequest, carrier: Carrier, fields: dict[str, object]) -> str:
    form, inner, before = carrier.form, carrier.form.inner, ""
    if carrier.typed:
        inner, placed = form.filled(carrier.typed.values(), hidden=[VERSION])
        before = _draft_notice(request, carrier, carrier.typed, placed)
    context = {
        "given": fields,
        "at": f"{timezone.localtime(carrier.typed.at):%H:%M}" if carrier.typed else "",
        "files": form.has("file"),
        "leave": form.has(*html_forms.TEXT) and _stands_alone(form),
    }
    line = render_to_string("keys/draft_line.html", context, request)
    return before + form.tag + inner + line


def _stands_alone(form: Form) -> bool:
    """Whether it is a form of its own on the page, and not one field beside a button."""
    return "form" in form.attrs.get("class", "").split()


def _draft_notice(request: HttpRequest, carrier: Carrier, typed: Typed, placed: set[str]) -> str:
    """Return what stands above the form: what came back and since when, what has no place here,
    what else waits."""
    codes = {
        control.name for control in carrier.form.controls if control.type not in html_forms.TEXT
    }
    left = (pair for pair in typed.fields if pair[0] not in placed | codes)
    context = {
        "typed": typed,
        "texts": worth_copying(left),
        "others": carrier.others,
        "page": page_of(request),
        "files": carrier.form.has("file"),
    }
    return render_to_string("keys/draft_back.html", context, request)


HOLDS = timedelta(hours=24)  # longer than any session


def ticket(pair: UserKeys, draft: UUID, form: str, key: str) -> str:
    """Return a ticket signed by the server, for the page that is given to her."""
    return _signer().sign(_of_form(pair, str(draft), form, key))


def owner(posted: QueryDict) -> User | None:
    """Return whose form this is that somebody sent who is not signed in any more; None for no valid
    ticket."""
    with suppress(BadSignature):
        unsigned = _signer().unsign(posted.get(TICKET, ""), max_age=HOLDS)
        rows = UserKeys.objects.filter(retired=None, user__is_active=True).select_related("user")
        # The current pair: after a change of keys nothing could be wrapped to the one of the
        # ticket.
        pair = rows.filter(pk=unsigned.partition("|")[0]).first()
        values = [posted.get(name, "") for name in (ID, ACTION, "once")]
        if pair and unsigned == _of_form(pair, *values):
            return pair.user
    return None


def _of_form(pair: UserKeys, draft: str, form: str, key: str) -> str:
    # Over the draft, the form and its key: a ticket seals this form to her and no other text.
    mark = hashlib.sha256("|".join([draft, form, key]).encode()).hexdigest()
    return f"{pair.pk}|{mark}"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="draft")
