"""What is written down already of what her recognition may begin."""

from __future__ import annotations

from collections.abc import Iterator

from fanal.cases.models import Case
from fanal.core.law.recognition import RecognitionRight
from fanal.core.protection.kinds import RecordKind
from fanal.people.models import Person
from fanal.protection.queries.proposals import newest


def recovery_begun(case: Case, person: Person) -> Iterator[RecognitionRight]:
    if newest(case, RecordKind.RECOVERY, person):
        yield RecognitionRight.RECOVERY
