"""The two-country file with a partner who has no account: opened, written, sent, told, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.trust.shared import FIELDS, SharedField
from fanal.keys.requests import Request, acting, writing
from fanal.sharing import access
from fanal.sharing.actions import sending
from fanal.sharing.actions.partner_files import (
    approve_file,
    end_partner_file,
    note_statement,
    open_partner_file,
    send_file,
    write_text,
)
from fanal.sharing.forms import records
from fanal.sharing.models import PartnerFile
from fanal.sharing.queries import pages, partner_files
from fanal.sharing.queries.payloads import PayloadLine
from fanal.sharing.queries.proposed_texts import proposed_text
from fanal.web.asking import ask, do, must_answer, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers
from fanal.web.words import translated


def address(file: PartnerFile) -> str:
    return reverse("sharing:partner_file", args=[file.id])


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    case = access.told_case_for(request.user, case_id)
    people, partners = pages.people_of(case), pages.partners_to_ask(request.user)

    def make(answers: Answers) -> str:
        fields = answers.pop("fields_shared")
        return address(open_partner_file(case=case, fields=fields, by=request.user, **answers))

    return ask(
        request,
        records.PartnerFileForm(
            sent(request),
            people=people,
            partners=partners,
            groups=partners_by_fit(case, request.user),
        ),
        make,
        heading=_("A two-country file with a partner"),
        lead=_("For a partner who has no account here. Each side keeps its own file."),
        submit=_("Open it"),
        code=case.code_name,
        back_url=reverse("sharing:case", args=[case.id]),
    )


@require_GET
def page(request: Request, file_id: UUID) -> HttpResponse:
    file = access.partner_file_for(request.user, file_id)
    rows = partner_files.rows(file, request.ring)
    out = partner_files.lines(rows)
    refused = access.is_refused(file)
    approves = request.user.may(Permission.APPROVE_DISCLOSURE) and not refused
    context = {
        "file": file,
        "rows": rows,
        "lines": out,
        "seen": partner_files.mark(out),
        "told": " ".join(access.told_in(file)),
        "approves": approves,
        "refused": refused,
        "refuses": access.is_asked(access.files_to_approve, request.user, file),
        "answer": _may_go_out(file, out, request.user) if out else None,
        "writers": partner_files.writers_of(file) if approves else [],
        "sent": file.disclosures.select_related("by"),
    }
    return render(request, "sharing/partner_file.html", context)


@idempotent
def write(request: Request, file_id: UUID, field: str) -> HttpResponse:
    file = _open_file(request, file_id, field)
    row = next(
        field_row for field_row in partner_files.rows(file, request.ring) if field_row.code == field
    )
    # Once something stands there it is what we say: nothing is proposed in its place.
    proposed = None if row.ours else proposed_text(row.code, file.case, request.user, request.ring)

    def save(answers: Answers) -> None:
        write_text(file=file, field=field, **writing(request), **answers)
        if _lacks_approval(request, file):
            tell_who_decides(request, "partner_file", file.id)

    return ask(
        request,
        records.SharedTextForm(
            sent(request), initial={"text": proposed.text if proposed else row.ours}
        ),
        save,
        done=address(file),
        heading=translated(row.words.label),
        lead=f"{file.partner.name}. {proposed.source}" if proposed else file.partner.name,
        record=row,
    )


@idempotent
def said(request: Request, file_id: UUID, field: str) -> HttpResponse:
    file = _open_file(request, file_id, field)
    return ask(
        request,
        records.PartnerStatementForm(sent(request), initial={"said_on": timezone.localdate()}),
        lambda answers: note_statement(file=file, field=field, **answers, **acting(request)),
        done=address(file),
        heading=_("What the partner said"),
        lead=translated(FIELDS[SharedField(field)].label),
    )


@asked_again
@pressed
def approve(request: Request, file_id: UUID) -> HttpResponse:
    file = access.approvable_file_for(request.user, file_id)
    classes = access.told_in(file)
    reads = access.knows_why(request.user, file.case)

    def act() -> None:
        # The page may be an hour old: a yes to the parts that it showed covers none that was
        # written since.
        must_answer(request, " ".join(classes))
        approve_file(file=file, classes=classes, by=request.user)

    return do(request, act, done=address(file) if reads else reverse("web:decisions"))


@asked_again
@require_POST
def bundle(request: Request, file_id: UUID) -> HttpResponse:
    """The sealed bundle, as a file that the standard age program opens."""
    file = access.partner_file_for(request.user, file_id)
    out = _sent(request, file, "bundle")
    if out is None:
        return redirect(address(file))
    response = HttpResponse(out.bundle, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{out.disclosure.id}.age"'
    return response


@asked_again
@require_POST
def printed(request: Request, file_id: UUID) -> HttpResponse:
    file = access.partner_file_for(request.user, file_id)
    out = _sent(request, file, "print")
    if out is None:
        return redirect(address(file))
    return render(request, "sharing/sheet.html", {"sent": out, "up": address(file)})


@pressed
def end(request: Request, file_id: UUID) -> HttpResponse:
    file = access.partner_file_for(request.user, file_id)
    return do(request, lambda: end_partner_file(file=file, by=request.user), done=address(file))


def _sent(request: Request, file: PartnerFile, channel: str) -> sending.Outgoing | None:
    """What went out; None where it may not, which the page then says."""
    try:
        return send_file(
            file=file, channel=channel, seen=request.POST.get("seen", ""), **acting(request)
        )
    except BadInput as mistake:
        messages.error(request, translated(mistake.why))
    except Refused as refusal:
        messages.error(request, translated(refusal.reasons[0]))
    return None


def _lacks_approval(request: Request, file: PartnerFile) -> bool:
    """Whether a second person has to approve first what would go out now."""
    out = partner_files.lines(partner_files.rows(file, request.ring))
    because = _may_go_out(file, out, request.user).gate.because
    return any(ground.rule == "approval" for ground in because)


def _may_go_out(file: PartnerFile, out: list[PayloadLine], by: User) -> access.GateAnswer:
    return access.may_disclose_file(file, partner_files.classes_told(out), by)


def _open_file(request: Request, file_id: UUID, field: str) -> PartnerFile:
    file = access.partner_file_for(request.user, file_id)
    if file.ended_on is not None or field not in file.fields.split():
        raise Http404
    return file
