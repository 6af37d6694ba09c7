"""What is recorded under the law in coded facts: circumstances, answers, findings."""

from datetime import date

from django.utils import timezone

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.core.coded_facts.case_facts import PLACES
from fanal.core.law.facts import FactAnswer
from fanal.identification.models import Circumstances, Finding, Statement
from fanal.identification.sealed_findings import finding_from

DAYS_A_MONTH = 30.44  # a year of 365.25 days


def code_circumstances(row: Circumstances, content: RowContent) -> FactsOfRow:
    places = {name: content["places"].get(name, []) for name in PLACES}
    yield (
        row.person_id,
        coded(
            "exploitation",
            timezone.localdate(),
            sex=content["sex"],
            age_recruited=content["age"],
            age_exploited=content["exploited"],
            months=_months(*content["when"]),
            **places,
        ),
    )


def _months(first: str | None, last: str | None) -> int | None:
    if not (first and last):
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return round(days / DAYS_A_MONTH)


def code_statement(row: Statement, content: RowContent) -> FactsOfRow:
    yes, no = (
        [code for code, answer in content["answers"].items() if answer == wanted]
        for wanted in (FactAnswer.YES, FactAnswer.NO)
    )
    fact = coded("statement", row.made_on, source=content["source"], said_yes=yes, said_no=no)
    yield row.person_id, fact


def code_finding(row: Finding, content: RowContent) -> FactsOfRow:
    finding = finding_from(dict(content))
    yield (
        row.person_id,
        coded(
            "finding",
            finding.on,
            status=finding.status,
            step=finding.step,
            body=finding.body,
            country=finding.country,
        ),
    )


def register_coders() -> None:
    register(Circumstances, code_circumstances)
    register(Statement, code_statement)
    register(Finding, code_finding)
