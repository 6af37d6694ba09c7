"""Prevention in coded facts, under pseudonyms of its own: no id of a participant or session is an
id from which a pseudonym of a case is made, so no fact of one can be laid beside one of the other.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.prevention.models import (
    AdviceCallBack,
    EarningLook,
    Enrolment,
    LookBack,
    MigrationAdvice,
    PreventionSession,
    Scholarship,
    SchoolTerm,
    SessionTests,
)
from fanal.sealed.server_key import marked


def subject_of(id: UUID) -> UUID:
    """Return the subject of the facts: a keyed hash of the id, made for prevention alone."""
    # Another purpose of the key than that of cases, so that the two can never give the same
    # pseudonym (ADR 29).
    return UUID(hex=marked(str(id), "prevention.subject")[:32])


def code_session(row: PreventionSession, content: RowContent) -> FactsOfRow:
    # Heads in the row, since nobody is named: the session is the subject and no person.
    heads = row.heads
    yield (
        subject_of(row.id),
        coded(
            "session",
            row.on,
            state=row.state,
            method=row.told["method"],
            topics=row.told["topics"],
            # Told, learned, changed or asked for help: which of the four a session claims (domain
            # page on the programmes, 1.2).
            claim=row.told.get("claim"),
            heads=heads.attendance,
            women=heads.women,
            men=heads.men,
            girls=heads.girls,
            boys=heads.boys,
            # A count of those who stayed behind; the call itself is of another app and has no link
            # to it.
            side=row.side,
        ),
    )


def code_tests(row: SessionTests, content: RowContent) -> FactsOfRow:
    # Pairs and both remainders, or a figure would be made of the pairs alone (1.9, P3).
    paired = row.paired()
    yield (
        subject_of(row.session_id),
        coded(
            "tests",
            row.session.on,
            pairs=paired.pairs,
            rose=paired.rose,
            only_before=paired.only_before,
            only_after=paired.only_after,
        ),
    )


def code_enrolment(row: Enrolment, content: RowContent) -> FactsOfRow:
    # Of an enrolment only its completion is a fact (EEA and Norway Grants, CIV-007).
    if row.completed_on is not None:
        yield (
            subject_of(row.participant_id),
            coded(
                "course_completed",
                row.completed_on,
                course=row.course.told["kind"],
                # Of a participant nothing but the sex: village, sex and age together are a name
                # (0.3).
                sex=row.participant.known.get("sex"),
            ),
        )


def code_earning(row: EarningLook, content: RowContent) -> FactsOfRow:
    if row.asked_on is not None:
        yield (
            subject_of(row.enrolment.participant_id),
            coded("earnings", row.asked_on, months=row.months, result=row.coded["result"]),
        )


def code_scholarship(row: Scholarship, content: RowContent) -> FactsOfRow:
    yield (
        subject_of(row.participant_id),
        coded(
            "scholarship",
            # Of the day of its state: begun, or ended.
            row.ended_on or row.begun_on,
            state=row.state,
            why=row.ended.get("why"),
            sex=row.participant.known.get("sex"),
        ),
    )


def code_term(row: SchoolTerm, content: RowContent) -> FactsOfRow:
    # Without the key there is nothing to code.
    if content:
        yield (
            subject_of(row.scholarship.participant_id),
            coded(
                "school_term",
                row.last,
                # Both, since a rate over days on which the school was closed says nothing.
                days_open=content["days_open"],
                present=content["present"],
                excused=content["excused"],
                result=content["result"],
            ),
        )


def code_look_back(row: LookBack, content: RowContent) -> FactsOfRow:
    # "Not known" and "refused" have a day too: somebody asked.
    if row.asked_on is not None:
        yield (
            subject_of(row.scholarship.participant_id),
            coded("look_back", row.asked_on, months=row.months, answer=row.told.get("answer")),
        )


def code_advice(row: MigrationAdvice, content: RowContent) -> FactsOfRow:
    yield (
        # Advice names nobody: each is its own subject, and two of one person are two.
        subject_of(row.id),
        coded(
            "advice",
            row.on,
            destination=row.told["destination"],
            channel=row.told["channel"],
            decided=row.told["decided"],
            papers=row.told["papers"],
            costs=row.told["costs"],
            debt=row.told["debt"],
        ),
    )


def code_call_back(row: AdviceCallBack, content: RowContent) -> FactsOfRow:
    if row.ended_on is not None:
        yield (
            subject_of(row.advice_id),
            coded(
                "call_back",
                row.ended_on,
                outcome=row.coded["outcome"],
                # "" in the column, nothing in the fact: codes of closed lists have no empty one.
                decided=row.coded["decided"] or None,
            ),
        )


def register_coders() -> None:
    register(PreventionSession, code_session, _of_no_case)
    register(SessionTests, code_tests, _of_no_case)
    register(Enrolment, code_enrolment, _of_no_case)
    register(EarningLook, code_earning, _of_no_case)
    register(Scholarship, code_scholarship, _of_no_case)
    register(SchoolTerm, code_term, _of_no_case)
    register(LookBack, code_look_back, _of_no_case)
    register(MigrationAdvice, code_advice, _of_no_case)
    register(AdviceCallBack, code_call_back, _of_no_case)


def _of_no_case(_case: UUID) -> Iterable[models.Model]:
    # Cases are coded anew by case (`coded_facts`); of these no row belongs to one.
    return ()
