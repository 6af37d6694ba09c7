"""Reading: all texts at a glance, one text leaf by leaf, and who said what."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from fanal.core.law.assess import Assessment
from fanal.core.law.catalogue import instruments
from fanal.core.law.compare import Difference, differences
from fanal.core.law.deciding_unknowns import age_decides, deciding_codes
from fanal.core.law.explain import tree, what_applied
from fanal.core.law.facts import FactAnswer
from fanal.core.law.findings import disagree, refusals
from fanal.core.law.review import is_ground
from fanal.identification import access
from fanal.identification.access import Concern
from fanal.identification.interview_gate import victim_statements
from fanal.identification.models import Interview, Statement
from fanal.identification.next_questions import questions_for
from fanal.identification.proposed import proposed_for
from fanal.identification.queries import Record, open_interview, record_of, second_reading
from fanal.identification.sittings import AskedThrough, asked_through
from fanal.identification.views.addresses import address
from fanal.keys.requests import Request
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.web.lookup import first_or_404

# More than a dozen ways to settle a text are read by nobody; how many more there are is said.
SETS_SHOWN = 12
QUESTIONS_SHOWN = 6


@require_GET
def people(request: Request, case_id: UUID) -> HttpResponse:
    """Show whom the case concerns; go straight to the person where there is one."""
    case = access.case_for(request.user, case_id)
    persons = [link.person for link in case.concerns.select_related("person").order_by("id")]
    if len(persons) == 1:
        return redirect("identification:matrix", case_id=case.id, person_id=persons[0].id)
    return render(request, "identification/people.html", {"case": case, "people": persons})


@require_GET
def matrix(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Show texts as rows, elements as columns; what people found beside it; what to ask next."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    record = record_of(concern, request.ring)
    findings = [finding for _, finding in record.findings]
    # A refusal is worth a second look where what is recorded meets a text.
    standing_refusals = refusals(findings)
    met = any(is_ground(a) for a in record.assessments)
    _, _, reading = second_reading(concern, request.ring)
    context = head(concern, record) | {
        "rows": [(a, address(concern, "text", text=a.instrument.id)) for a in record.applying],
        "others": [(a, address(concern, "text", text=a.instrument.id)) for a in record.others],
        # One text finds the elements and another does not: it is said where they part (domain page,
        # 3.3: negative under article 240 of China and positive under Palermo).
        "differences": named(differences(record.applying)),
        # Texts by which only her age decides: settling it settles them.
        "age_decides": [a.instrument.short for a in record.applying if age_decides(a)],
        # Those that settle most first, and few: a list of sixty is not asked.
        "questions": questions_for(concern, record, request.user, request.ring)[:QUESTIONS_SHOWN],
        "findings": record.findings,
        # Authorities may disagree, and none of them wins here.
        "disagree": disagree(findings),
        "to_review": [
            # With the row, so that the page leads to the finding that is to be reviewed.
            row
            for row, finding in record.findings
            if finding in standing_refusals and met
        ],
        "proposed": proposed_for(concern, request.user, findings),
        "interview": open_interview(concern, request.user),
        "second_reading": reading,
    }
    return render(request, "identification/matrix.html", context)


def head(concern: Concern, record: Record) -> dict[str, object]:
    """Return what every page of a person carries."""
    return {
        "case": concern.case,
        "person": concern.person,
        # Who may read what the law makes of it may not always write answers.
        "writes": concern.writes,
        "record": record,
        "about": record.about,
        # Sources that contradict each other are shown and not weighed.
        "conflicts": sorted(record.facts.conflicts),
        "back_url": address(concern),
    }


def named(found: list[Difference]) -> list[dict[str, object]]:
    texts = instruments()
    return [
        {
            "met": [texts[text_id].short for text_id in difference.met],
            "other": texts[difference.other].short,
            "reasons": difference.reasons,
        }
        for difference in found
    ]


@require_GET
def text(request: Request, case_id: UUID, person_id: UUID, text: str) -> HttpResponse:
    """Show why one text's finding is what it is, and what would settle it."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    record = record_of(concern, request.ring)
    assessment = assessed(record, text)
    # The smallest sets of answers that would settle it; a longer one asks more of her.
    sets = deciding_codes(assessment)
    context = head(concern, record) | explained(record, assessment)
    context |= {
        "sets": sets[:SETS_SHOWN],
        # Never a list that ends without saying that it was cut.
        "more_sets": max(0, len(sets) - SETS_SHOWN),
        "age_decides": age_decides(assessment),
    }
    return render(request, "identification/text.html", context)


def assessed(record: Record, text: str) -> Assessment:
    """What one text makes of the record, or `Http404`."""
    # From the assessments of this record: a text that does not apply is no page.
    return first_or_404(a for a in record.assessments if a.instrument.id == text)


def explained(record: Record, assessment: Assessment) -> dict[str, object]:
    """Return why one text's finding is what it is."""
    notes = assessment.version.notes
    return {
        "a": assessment,
        "version": assessment.version,
        "branches": tree(assessment),
        "standing": what_applied(assessment),
        # Notes of the text that one of the answers calls for.
        "notes": [note for note in notes if record.facts.value(note.code) is FactAnswer.YES],
    }


def _with_interpreters(
    record: Record, ring: Ring
) -> list[tuple[Statement, Content, AskedThrough | None]]:
    """Return each statement; of one of an interview, through whom she was asked."""
    # One question for all sittings, in place of one for each statement.
    ids = {row.interview_id for row, _data in record.statements if row.interview_id}
    through = asked_through(Interview.objects.filter(id__in=ids), ring)
    return [
        (row, data, through.get(row.interview_id) if row.interview_id else None)
        for row, data in record.statements
    ]


@require_GET
def said(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Who said what, when: nothing is lost, also where sources disagree."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    record = record_of(concern, request.ring)
    context = head(concern, record) | {
        "taken": victim_statements(concern, request.ring),
        "said": _with_interpreters(record, request.ring),
    }
    return render(request, "identification/said.html", context)
