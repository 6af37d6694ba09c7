"""Paper: the matrix or one explanation, let out by the one gate and written down as sent."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again, asked_again_to_send
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.core.sealing.compartments import LEGAL
from fanal.core.trust.vocabulary import DataClass
from fanal.identification import access
from fanal.identification.access import Concern
from fanal.identification.forms.recording import PrintForm
from fanal.identification.queries import Record, record_of
from fanal.identification.views.addresses import address
from fanal.identification.views.reading import assessed, explained, head
from fanal.keys.requests import Request, acting
from fanal.sharing.access import disclosure_for
from fanal.sharing.actions.fingerprints import is_of
from fanal.sharing.actions.sending import print_for
from fanal.sharing.models import Disclosure
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context

# Language and HTML of each sheet of a paper.
Parts = list[tuple[str, str]]


def ask_to_print(
    request: Request,
    concern: Concern,
    parts: Parts,
    *,
    heading: str,
    back_url: str,
    warning: str,
    onward: Callable[[Disclosure], str],
) -> HttpResponse:
    """Show the paper and ask for whom; `onward` gives the address of what the gate let out."""

    def let_out(answers: Answers) -> str:
        row = print_for(
            partner=answers["partner"],
            case=concern.case,
            person=concern.person,
            text=text_of(parts),
            classes=(DataClass.EXISTENCE, DataClass.LEGAL),
            part=LEGAL,
            **acting(request),
        )
        return onward(row)

    return ask(
        request,
        PrintForm(
            sent(request),
            partners=partners_to_ask(request.user),
            groups=partners_by_fit(concern.case, request.user),
        ),
        let_out,
        template="identification/to_print.html",
        heading=heading,
        parts=parts,
        warning=warning,
        person=concern.person,
        writes=concern.writes,
        back_url=back_url,
    )


def show_printed(
    request: Request, concern: Concern, parts: Parts, *, sent_id: UUID, again: str
) -> HttpResponse:
    """Show what the gate let out, while it still says what it said then; else ask the gate
    again."""
    row = disclosure_for(request.user, sent_id)
    if row.case_id != concern.case.id or row.person_id != concern.person.id:
        raise Http404
    if not is_of(row.digest, text_of(parts), case=concern.case, ring=request.ring):
        return redirect(again)
    context = {"parts": parts, "person": concern.person, "sent": row, "back_url": address(concern)}
    return render(request, "identification/printed.html", context)


def text_of(parts: Parts) -> str:
    return "".join(html for _language, html in parts)


def sheet(concern: Concern, record: Record, text: str | None) -> Parts:
    """The matrix, or the explanation of `text`, in the language of the page."""
    if text is None:
        rows = [(assessment, None) for assessment in record.applying]
        context: Context = {"rows": rows}
        name = "sheet_matrix"
    else:
        context, name = explained(record, assessed(record, text)), "sheet_text"
    html = render_to_string(f"identification/{name}.html", head(concern, record) | context)
    return [(get_language() or "en", html)]


@asked_again_to_send
@idempotent
def to_print(
    request: Request, case_id: UUID, person_id: UUID, text: str | None = None
) -> HttpResponse:
    """The matrix or one explanation as paper, and for whom."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    record = record_of(concern, request.ring, confirmed_only=True)
    return ask_to_print(
        request,
        concern,
        sheet(concern, record, text),
        warning=not_confirmed(record),
        heading=_("Print what the law says of what is recorded"),
        back_url=place(concern, "", text),
        onward=lambda row: place(concern, "printed", text, sent_id=row.id),
    )


@asked_again
@require_GET
def printed(
    request: Request, case_id: UUID, person_id: UUID, sent_id: UUID, text: str | None = None
) -> HttpResponse:
    """The matrix or one explanation that the gate let out."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    again = place(concern, "print", text)
    record = record_of(concern, request.ring, confirmed_only=True)
    parts = sheet(concern, record, text)
    return show_printed(request, concern, parts, sent_id=sent_id, again=again)


def not_confirmed(record: Record) -> str:
    """Return what is said before an age that we know goes out as "not known"; empty where there is
    none."""
    if not record.file_adds:
        return ""
    return _(
        "Her file says more of her age or sex than this paper: confirm it first on the page "
        "“Age, days and places”."
    )


def place(concern: Concern, doing: str, text: str | None, **more: object) -> str:
    """The address of the matrix or of a text: to read, to `print`, or `printed`."""
    noun, ids = ("text", {"text": text}) if text else ("matrix", {})
    return address(concern, f"{doing}_{noun}" if doing else noun, **ids, **more)
