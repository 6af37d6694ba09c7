"""What is written down already of what her recognition may begin."""

from __future__ import annotations

from collections.abc import Iterator

from fanal.cases.models import Case
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import ProceedingKind
from fanal.core.law.recognition import RecognitionRight
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.people.models import Person

RESIDENCE = "residence"  # among the measures


def stay_or_claim_begun(case: Case, person: Person) -> Iterator[RecognitionRight]:
    hers = list(Proceeding.objects.filter(case=case, person=person))
    records = list(JusticeRecord.objects.filter(case=case, proceeding__in=hers))
    claimed = any(record.record_kind is JusticeKind.CLAIM for record in records)
    if claimed or any(proceeding.kind is ProceedingKind.STATE_COMPENSATION for proceeding in hers):
        yield RecognitionRight.COMPENSATION
    if any(record.coded.get("measure") == RESIDENCE for record in records):
        yield RecognitionRight.STAY
