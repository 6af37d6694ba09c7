"""Keeping a document, and taking it out."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.cases import access
from fanal.cases.actions import documents
from fanal.cases.document_pictures import content_of
from fanal.cases.forms import records
from fanal.cases.models import Case
from fanal.cases.queries.particulars import topics_of
from fanal.cases.views.case import address
from fanal.core.casework.sections import Section
from fanal.core.casework.topics import AskedOfFile
from fanal.core.casework.topics import asked_of_files as asked
from fanal.core.sealing.compartments import FILES
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def add(request: Request, case_id: UUID) -> HttpResponse:
    case = access.case_for(request.user, case_id)
    access.must_write(request.user, case, FILES)
    back = address(case_id, "section", section=Section.DOCUMENTS)

    def save(answers: Answers) -> None:
        file = answers["file"]
        documents.add_document(
            case=case,
            name=file.name,
            parts=file.chunks(),
            about=answers["about"],
            shows_abuse=form.shows_abuse(),
            **acting(request),
        )

    form = records.DocumentForm(
        sent(request), request.FILES or None, asked=asked_of_files(request, case)
    )
    return ask(
        request,
        form,
        save,
        heading=_("A new document"),
        code=case.code_name,
        submit=_("Keep the document"),
        done=back,
    )


def asked_of_files(request: Request, case: Case) -> AskedOfFile:
    """How often it is asked what a file of this case shows."""
    may_open = access.compartments_for(request.user, case)
    people = case.concerns.order_by().values_list("person", flat=True)
    ages = consent_ages(list(people), timezone.localdate())
    return asked(
        case.kinds.split(),
        topics_of(case, request.ring, may_open),
        with_child=any(age.as_child for age in ages.values()),
    )


@asked_again
@require_POST
def take_out(request: Request, case_id: UUID, document_id: UUID) -> HttpResponse:
    """The file, always to be saved and never shown inside a page; its name says nothing."""
    case = access.case_for(request.user, case_id)
    document = access.document_for(request.user, case, document_id)
    about = document.unseal(request.ring)
    audit.record(
        act="case.document_read", by=request.user, about=case.id, detail={"document": document.id}
    )
    response = HttpResponse(content_of(document, request.ring), content_type=about["type"])
    # Only the ending: the name may be hers, and a folder of downloads keeps it for years.
    ending = about["name"].rpartition(".")[2].lower()
    response["Content-Disposition"] = (
        f'attachment; filename="document-{document.id.hex[:8]}.{ending}"'
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
