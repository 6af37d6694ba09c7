"""The only way to a paper: by the case, and by the part of the file that its kind belongs to."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case, Document
from fanal.core.papers.kinds import PaperKind
from fanal.core.sealing.compartments import FILES
from fanal.keys.ring import Ring
from fanal.papers.models import PaperFile, TypedPaper
from fanal.web.lookup import row_or_404


def papers_for(user: User, case: Case) -> QuerySet[TypedPaper]:
    """Return the papers of a case that this user may open."""
    parts = cases.compartments_for(user, case)
    return TypedPaper.objects.in_parts([case.id], parts).select_related("person", "made_by")


def paper_for(user: User, case_id: UUID, paper_id: UUID, ring: Ring) -> TypedPaper:
    """The paper with its case, or `Http404`. That its part of the file was opened is recorded."""
    case = cases.case_for(user, case_id)
    found = row_or_404(papers_for(user, case), paper_id)
    found.case = case
    cases.opened(user, case, found.compartment, ring=ring)
    return found


def written_by(user: User, case_id: UUID, paper_id: UUID, ring: Ring) -> TypedPaper:
    """Return a paper as `paper_for` does, for whoever may write into that part; `Http404`
    otherwise."""
    found = paper_for(user, case_id, paper_id, ring)
    cases.must_write(user, found.case, found.compartment)
    return found


def kinds_written_by(user: User, case: Case) -> list[PaperKind]:
    """The kinds that this user may add. `Http404` where there is none."""
    parts = cases.writable_for(user, case)
    found = [kind for kind in PaperKind if kind.part in parts]
    if not found:
        raise Http404
    return found


def must_write_files(user: User, case: Case) -> None:
    """Raise `Http404` for whoever may not write into the documents of the case."""
    cases.must_write(user, case, FILES)


def free_documents(case: Case) -> QuerySet[Document]:
    """The files of the case that show no paper yet."""
    shown = PaperFile.objects.filter(paper__case=case).values("document")
    return Document.objects.filter(case=case).exclude(id__in=shown)
