"""What is known today of the partners in what was said: who says that she is safe, who has her."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    StatementQuestion,
    StatementSource,
)
from fanal.partners.queries.holding import may_hold
from fanal.partners.queries.named import named_in

type Said = dict[UUID, list[CaseStatement]]  # by person


def with_trust(said: Mapping[UUID, list[CaseStatement]], now: datetime) -> Said:
    """A receiving side is believed as far as it may hold her today, whatever held at the time; the
    same is known of each partner who has her."""
    named = {whose: [_with_partner(one) for one in several] for whose, several in said.items()}
    partners = {one.partner for several in named.values() for one in several if _is_asked_of(one)}
    trusted = may_hold(partners, now) if partners else {}
    return {
        whose: [
            replace(one, trusted=trusted[one.partner]) if one.partner in trusted else one
            for one in several
        ]
        for whose, several in named.items()
    }


def _is_asked_of(statement: CaseStatement) -> bool:
    receives = statement.source is StatementSource.RECEIVING_SIDE
    has_her = statement.question is StatementQuestion.CUSTODIAN
    return bool(statement.partner) and (receives or has_her)


def _with_partner(statement: CaseStatement) -> CaseStatement:
    """Return who has her with the partner of the register whom the words name."""
    if statement.custody is not Custody.PARTNER or statement.partner or not statement.with_name:
        return statement
    return replace(statement, partner=named_in(statement.with_name))
