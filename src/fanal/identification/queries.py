"""Reading what is recorded about one person, and the table of one operation.

The number of queries does not grow with the statements, the texts or the people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case as CaseRow
from fanal.cases.models import Operation, OperationPerson
from fanal.core.law.applying import not_joined, without_instrument
from fanal.core.law.assess import Assessment, LawFinding, assess
from fanal.core.law.case import LawCase, Period, Places, Sex
from fanal.core.law.case import LawPerson as AtTheTime
from fanal.core.law.catalogue import instruments
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, LawFacts, Observation, gather
from fanal.core.law.findings import Body, HumanFinding
from fanal.core.law.indicators import (
    IndicatorReading,
    forced_labour_indicators,
    forced_labour_says,
    read,
)
from fanal.core.law.ledger import LedgerLine, LedgerTable, ledger
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.words import Sentence
from fanal.database.stored_values import day_of
from fanal.identification.access import Concern
from fanal.identification.known_facts import CHILD_TODAY, HerFile, completed, her_files
from fanal.identification.models import Circumstances, Finding, Interview, SecondReading, Statement
from fanal.identification.sealed_findings import finding_from
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content, SealedRecord
from fanal.people.consent_ages import surely_children
from fanal.people.models import Person

type Opened = tuple[Statement, Content]
type CaseAndPerson = tuple[UUID, UUID]  # a case and a person


@dataclass(frozen=True)
class Record:
    """What is on record about one person of a case, and what each text makes of it.

    `file_adds`: her own file says of her age or sex what nobody confirmed for the law.
    `age_sources`: who said how old she was when recruited, and when exploited.
    """

    circumstances: Circumstances | None
    about: LawCase
    facts: LawFacts
    statements: list[Opened]
    findings: list[tuple[Finding, HumanFinding]]
    assessments: list[Assessment]
    gaps: list[Sentence]
    file_adds: bool = False
    age_sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def applying(self) -> list[Assessment]:
        """Laws and treaties first, then definitions for staff and professions.

        A text that protects others (children only, and she is a woman) is none of hers: beside her
        name it would read like a "no". Nor is one that is kept for contrast.
        """
        return [a for a in in_order(self.assessments) if is_hers(a)]

    @property
    def others(self) -> list[Assessment]:
        return [a for a in in_order(self.assessments) if not is_hers(a)]


def is_hers(assessment: Assessment) -> bool:
    her = assessment.applies and assessment.protected is not LawFinding.NOT_MET
    return her and not assessment.instrument.for_contrast


KINDS = (
    "law",
    "directive",
    "treaty",
    "related law",
    "related treaty",
    "staff conduct",
    "professional definition",
    "contrast",
)


def in_order(assessments: list[Assessment]) -> list[Assessment]:
    return sorted(assessments, key=lambda a: (KINDS.index(a.instrument.kind), a.instrument.id))


def record_of(concern: Concern, ring: Ring, *, confirmed_only: bool = False) -> Record:
    """Return everything on record, opened and read under every text.

    `confirmed_only`: as on paper, which goes to whoever may have the legal part and not her file.
    """
    ring.prepare([concern.case.id])
    row = _first_row(Circumstances, concern)
    content = row.unseal(ring) if row else {}
    confirmed = case_from(content)
    completed_one = completed(confirmed, her_file(concern, ring, confirmed))
    about = confirmed if confirmed_only else completed_one
    statements_read = statements(concern, ring)
    facts = gather(observations(statements_read), today=timezone.localdate())
    return Record(
        row,
        about,
        facts,
        statements_read,
        [(f, finding_from(f.unseal(ring))) for f in _rows(Finding, concern)],
        [assess(text, about, facts) for text in instruments().values()],
        without_instrument(about) + not_joined(about),
        file_adds=completed_one != confirmed,
        age_sources=content.get("age_sources", {}),
    )


def her_file(concern: Concern, ring: Ring, case: LawCase) -> HerFile:
    """Return what her own file says of her age at the time and of her sex. A reader of the legal
    part who does not open that file learns only that she is a child, where she is one today."""
    if IDENTITY not in ring.compartments(concern.person.id):
        children = surely_children([concern.person.id], timezone.localdate())
        return CHILD_TODAY if children else HerFile()
    days = (case.when.first, case.when.last, concern.case.opened_on)
    return her_files([(concern.person, days)], ring)[concern.person.id]


def _rows[Row: SealedRecord](model: type[Row], concern: Concern) -> QuerySet[Row]:
    return model._default_manager.filter(case=concern.case, person=concern.person)


def _first_row[Row: SealedRecord](model: type[Row], concern: Concern) -> Row | None:
    return _rows(model, concern).first()


def statements(concern: Concern, ring: Ring) -> list[Opened]:
    """Return all statements in the order in which they were written down."""
    return [(row, row.unseal(ring)) for row in _rows(Statement, concern).order_by("number")]


def observations(opened: Iterable[Opened]) -> list[Observation]:
    """Return one observation a code and statement; in one interview the last answer stands."""
    by_source: dict[tuple[object, str], Observation] = {}
    for row, data in opened:
        for code, answer in data["answers"].items():
            # Outside an interview each statement speaks for itself: two relatives may disagree.
            key = (row.interview_id or row, code)
            by_source[key] = Observation(
                code,
                FactAnswer(answer),
                FactSource(data["source"]),
                data["said_by"],
                day_of(data["on"]),
                Certainty(data["certainty"]),
                (day_of(data["about"][0]), day_of(data["about"][1])),
                data.get("at", ""),
            )
    return list(by_source.values())


def case_from(data: Content) -> LawCase:
    """Return person, places and days as the rules want them; all unknown where nothing is
    recorded."""
    if not data:
        return LawCase()
    places = {name: frozenset(codes) for name, codes in data["places"].items()}
    first, last = data["when"]
    exploited = data.get("exploited")
    then = (exploited[0], exploited[1]) if exploited else None
    youngest, oldest = data["age"]
    return LawCase(
        AtTheTime(Sex(data["sex"]), youngest, oldest, then),
        Places(**places),
        Period(day_of(first), day_of(last)),
    )


def answers_in(interview: Interview, ring: Ring) -> dict[str, str]:
    """The last answer to each question of this interview."""
    ring.prepare([interview.folder])
    answers: dict[str, str] = {}
    for row in interview.statements.order_by("number"):
        answers |= row.unseal(ring)["answers"]
    return answers


def open_interview(concern: Concern, user: User) -> Interview | None:
    """The interview of this person that this user began and has not ended."""
    return _rows(Interview, concern).filter(by=user, ended_on=None).first()


def second_reading(
    concern: Concern, ring: Ring
) -> tuple[SecondReading | None, Content, IndicatorReading | None]:
    """The row, its answers, and what they come to."""
    row = _first_row(SecondReading, concern)
    if row is None:
        return None, {"group": "", "answers": {}}, None
    data = row.unseal(ring)
    answers = {code: answer == "yes" for code, answer in data["answers"].items()}
    beside = {code for code in answers if code in forced_labour_indicators()}
    trafficking = {code: answer for code, answer in answers.items() if code not in beside}
    reading = read("labour", data["group"], trafficking)
    return row, data, replace(reading, forced_labour=forced_labour_says(answers))


BODY_CODES = {
    "police": Body.POLICE,
    "ngo": Body.NGO,
    "court_or_prosecution": Body.COURT,
    "non_police_government": Body.TEAM,
    "other": Body.OTHER,
}
YES_NO = {"yes": True, "no": False}


def table_of(
    operation: Operation,
    met: dict[UUID, frozenset[str]] | None = None,
    counted: Iterable[OperationPerson] | None = None,
) -> LedgerTable:
    """The ledger of an operation; `met`: by person, the texts whose elements are on record.

    `counted`: those of its people alone.
    """
    rows = operation.people.order_by("id") if counted is None else counted
    return ledger(_line(row, (met or {}).get(row.person_id, frozenset())) for row in rows)


def _line(row: OperationPerson, met: frozenset[str]) -> LedgerLine:
    known = row.after != "not_known"
    identified = row.identified == "yes"
    return LedgerLine(
        person=str(row.person_id),
        screened=YES_NO.get(row.screened),
        minor=YES_NO.get(row.under_age),
        met=met,
        identified_by=frozenset([_body(row.identified_by)] if identified else []),
        refused_by=frozenset([_body(row.refused_by)] if row.refused_by else []),
        charged=row.after in ("charged", "charged_or_deported") if known else None,
        deported=row.after in ("deported", "charged_or_deported") if known else None,
    )


def _body(code: str) -> Body:
    return BODY_CODES.get(code, Body.OTHER)


def met_by_person(cases: Iterable[CaseRow], ring: Ring) -> dict[UUID, frozenset[str]]:
    """Return which texts' elements are on record for each person, in the cases this reader may
    open."""
    cases = list(cases)
    ids = [case.id for case in cases]
    ring.prepare(ids)
    opened_rows: dict[CaseAndPerson, list[Opened]] = {}
    for row in Statement.objects.filter(case__in=ids).order_by("number"):
        if data := row.try_unseal(ring):
            opened_rows.setdefault((row.case_id, row.person_id), []).append((row, data))
    about = {
        (row.case_id, row.person_id): row.try_unseal(ring) or {}
        for row in Circumstances.objects.filter(case__in=ids)
    }
    by_person: dict[UUID, frozenset[str]] = {}
    files = _files_in(cases, opened_rows, about, ring)
    for key, opened in opened_rows.items():
        facts = gather(observations(opened), today=timezone.localdate())
        case = completed(case_from(about.get(key, {})), files[key[1]])
        texts = (text for text in instruments().values() if not text.for_contrast)
        read_ones = (assess(text, case, facts) for text in texts)
        met = frozenset(a.instrument.id for a in read_ones if a.applies and a.overall == "met")
        # A person may stand in several cases: what is on record in any of them counts.
        by_person[key[1]] = by_person.get(key[1], frozenset()) | met
    return by_person


def _files_in(
    cases: list[CaseRow],
    pairs: Iterable[CaseAndPerson],
    about: dict[CaseAndPerson, Content],
    ring: Ring,
) -> dict[UUID, HerFile]:
    """Return what the files of these people say, each on the first known day of her earliest
    case."""
    opened = {case.id: case.opened_on for case in cases}
    people = Person.objects.in_bulk({person for _, person in pairs})
    days = {
        person: (when.first, when.last, opened[case])
        for case, person in sorted(pairs, key=lambda key: opened[key[0]], reverse=True)
        for when in (case_from(about.get((case, person), {})).when,)
    }
    return her_files([(people[key], when) for key, when in days.items()], ring)
