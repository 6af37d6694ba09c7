"""The law in one line, for her story: what is settled, and how many questions would settle the
rest. The first text that applies speaks; the page of the law has them all."""

from collections.abc import Iterator
from operator import attrgetter
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from fanal.accounts.names import names_of_colleagues
from fanal.cases.queries.latest_entries import LatestRecord
from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.core.law.applying import applying
from fanal.core.law.assess import Assessment, Child, LawFinding, assess
from fanal.core.law.case import LawCase
from fanal.core.law.deciding_unknowns import deciding_sets
from fanal.core.law.facts import gather
from fanal.core.law.findings import recognitions, refusals
from fanal.core.law.wording import BRANCHES, FINDINGS
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import Sentence, joined, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.identification.known_facts import CHILD_TODAY, completed, file_of
from fanal.identification.models import Circumstances, Finding, Interview, Statement
from fanal.identification.queries import KINDS, case_from, observations
from fanal.identification.sealed_findings import finding_from
from fanal.identification.words import in_language
from fanal.people.models import Person
from fanal.people.queries import answers_in

LAW_STATEMENTS, CIRCUMSTANCES = "statements for the law", "circumstances for the law"
FOUND, INTERVIEWS = "findings of authorities", "interviews"


def law_in_one_line(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield the line for whoever stands first in the case; the page of the law has the others."""
    if LEGAL not in query.rights.opens or not query.people:
        return
    person = query.people[0]
    yield from _decided_items(query)
    assessment = _assessed(query, person)
    url = reverse("identification:case", args=[query.case.id])
    if assessment is None:
        open_still = say("no question of the law has an answer yet")
        yield StoryItem(open_still, url, say("Ask the first question"))
        return
    about = person.code_name if len(query.people) > 1 else ""
    yield StoryItem(_assessment_words(assessment), url, _link(assessment), about)


def _decided_items(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield a line for each whom an authority recognised, or refused to, as it still stands:
    something may begin, or a review be asked for."""
    rows = rows_read(query.read, FOUND, lambda: _findings(query))
    for person in query.people:
        contents = [row.try_unseal(query.ring) for row in rows if row.person_id == person.id]
        standing = refusals(finding_from(content) for content in contents if content)
        url = reverse("identification:matrix", args=[query.case.id, person.id])
        about = person.code_name if len(query.people) > 1 else ""
        for recognition in recognitions(finding_from(content) for content in contents if content):
            says = say("an authority recognised her as a victim, on {day}", day=recognition.on)
            yield StoryItem(says, f"{url}#begins", say("What may begin now"), about)
        for refusal in standing:
            says = say("an authority refused to recognise her, on {day}", day=refusal.on)
            yield StoryItem(says, url, say("What the law says"), about)


def _assessed(query: StoryQuery, person: Person) -> Assessment | None:
    """The first text that applies; None where nothing is recorded, or none applies."""
    rows, row = _statements_and_circumstances(query, person)
    opened_rows = [(row, data) for row in rows if (data := row.try_unseal(query.ring))]
    about = _about(query, person, case_from((row and row.try_unseal(query.ring)) or {}))
    # With circumstances alone a text can be named already: that she is a child decides much of it.
    if not opened_rows and row is None:
        return None
    texts = sorted(
        applying(about), key=lambda instrument: (KINDS.index(instrument.kind), instrument.id)
    )
    facts = gather(observations(opened_rows), today=query.today)
    return assess(texts[0], about, facts) if texts else None


def law_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of the law."""
    if LEGAL not in query.rights.opens:
        return {}
    return {
        LAW_STATEMENTS: RowsOf(Statement, lambda: _statements(query)),
        CIRCUMSTANCES: RowsOf(Circumstances, lambda: circumstances_of(query)),
        FOUND: RowsOf(Finding, lambda: _findings(query)),
        INTERVIEWS: RowsOf(Interview, lambda: _interviews(query)),
    }


def interviews_held(query: StoryQuery) -> Iterator[LatestRecord]:
    """Yield each interview, for whoever reads what stands in the case for the law."""
    if LEGAL not in query.rights.opens:
        return
    rows: list[Interview] = rows_read(query.read, INTERVIEWS, lambda: _interviews(query))
    names = names_of_colleagues() if rows else {}
    for row in rows:
        yield LatestRecord(
            row.on,
            say("an interview"),
            names.get(row.by_id, ""),
            "law",
            reverse("identification:case", args=[query.case.id]),
        )


def _interviews(query: StoryQuery) -> QuerySet[Interview]:
    return Interview.objects.filter(case=query.case).order_by()


def _statements_and_circumstances(
    query: StoryQuery, person: Person
) -> tuple[list[Statement], Circumstances | None]:
    """What was said of her in order, and her circumstances."""
    rows = rows_read(query.read, LAW_STATEMENTS, lambda: _statements(query))
    about = rows_read(query.read, CIRCUMSTANCES, lambda: circumstances_of(query))
    of_her = [row for row in rows if row.person_id == person.id]
    circumstances = next((row for row in about if row.person_id == person.id), None)
    return sorted(of_her, key=attrgetter("number")), circumstances


def _statements(query: StoryQuery) -> QuerySet[Statement]:
    return Statement.objects.filter(case=query.case).order_by()


def _findings(query: StoryQuery) -> QuerySet[Finding]:
    return Finding.objects.filter(case=query.case).order_by()


def circumstances_of(query: StoryQuery) -> QuerySet[Circumstances]:
    return Circumstances.objects.filter(case=query.case).order_by()


def _about(query: StoryQuery, person: Person, confirmed: LawCase) -> LawCase:
    """What was confirmed for the law, completed from her file where the reader may open it."""
    if person.id in query.children:
        return completed(confirmed, CHILD_TODAY)
    born = query.born.get(person.id)
    if born is None:
        return confirmed
    gender = answers_in(getattr(person, "details", None), query.ring).get("gender")
    when = confirmed.when
    return completed(confirmed, file_of(born, gender, when.first, when.last, query.case.opened_on))


def _assessment_words(assessment: Assessment) -> Sentence:
    """The text by its short name, a child, and each element that it asks for."""
    parts: list[Sentence] = []
    if assessment.child is Child.YES and assessment.means is LawFinding.NOT_REQUIRED:
        parts.append(say("child: means need not be shown"))
    for name in ("act", "means", "purpose"):
        finding: LawFinding = getattr(assessment, name)
        if finding is not LawFinding.NOT_REQUIRED:
            parts.append(
                say("{element}: {finding}", element=BRANCHES[name], finding=FINDINGS[finding])
            )
    text = in_language(assessment.instrument.short)
    return say("{text}: {says}", text=text, says=joined(*parts))


def _link(assessment: Assessment) -> Sentence:
    """How many questions would settle it, where questions can."""
    sizes = [deciding_set.bit_count() for deciding_set in deciding_sets(assessment)]
    if not sizes:
        return say("What the law says")
    n = min(sizes)
    return (
        say("1 question would settle it") if n == 1 else say("{n} questions would settle it", n=n)
    )
