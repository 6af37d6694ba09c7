"""What she answers while a partner is asked for her is recorded as any other consent."""

from collections.abc import Mapping

from fanal.accounts.models import User
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.trust.consent import parts_recorded
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.keys.ring import Ring
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sharing.queries.consents import asked_as


def answer_for(
    *,
    case: Case,
    person: Person,
    partner: Partner,
    purpose: PartnerPurpose,
    answers: Mapping[DataClass, bool],
    given_by: GivenBy,
    giver: CaseEntry | None,
    by: User,
    ring: Ring,
    agrees: bool | None,
    words: str,
) -> None:
    """One record for each part of her file that was asked about, a no like a yes: each can be taken
    back by itself."""
    conversation = {"assent": NOT_ASKED if agrees is None else agrees, "words": words or NOT_ASKED}
    for part in parts_recorded(answers):
        record_consent(
            case=case,
            person=person,
            purpose=asked_as(purpose),
            data_class=part,
            answer=ConsentAnswer.GIVEN if answers[part] else ConsentAnswer.REFUSED,
            partner=partner.id,
            recipient=partner.name,
            given_by=given_by,
            giver=giver,
            answers=conversation,
            by=by,
            ring=ring,
        )
