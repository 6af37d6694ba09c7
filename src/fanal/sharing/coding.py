"""What was asked of partners in coded facts: the kind of partner, the purpose, what came of it."""

from uuid import UUID

from fanal.coded_facts import actions as facts
from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.sharing.models import Referral


def code_referral(row: Referral, content: RowContent) -> FactsOfRow:
    yield (
        row.person_id,
        coded(
            "referral",
            row.made_on,
            partner=row.partner.type,
            purpose=row.purpose,
            state=row.state,
            transfer=row.kind == "transfer",
        ),
    )


def code_referral_again(id: UUID) -> None:
    """Code a referral as it stands in the database: its state may have been set there."""
    facts.code_row(Referral.objects.select_related("partner").get(id=id))


def register_coders() -> None:
    register(Referral, code_referral)
