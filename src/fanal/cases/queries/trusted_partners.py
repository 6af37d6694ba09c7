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
from fanal.partners.queries.partner_names import meant_by

type Said = dict[UUID, list[CaseStatement]]  # by person


def with_trust(said: Mapping[UUID, list[CaseStatement]], now: datetime) -> Said:
    """A receiving side is believed as far as it may hold her today, whatever held at the time; the
    same is known of each partner who has her."""
    every = [one for several in said.values() for one in several]
    meant = meant_by({one.with_name for one in every if _names_a_partner(one)})
    partners = {one.partner for one in every if _is_asked_of(one)}
    partners = partners.union(*(ids for one in meant.values() for ids in one))
    trusted = may_hold(partners, now) if partners else {}

    def known(one: CaseStatement) -> CaseStatement:
        if _names_a_partner(one):
            # Of several of one name nobody can tell which is meant: one who may not hold people
            # counts before one who may.
            named, near = meant[one.with_name]
            which = min(
                named or set(near) - one.not_meant, key=lambda id: (trusted[id], id), default=""
            )
            one = replace(one, partner=which)
            # In doubt it is the partner who may not hold people; nobody is trusted by a name that
            # is only like one of the register.
            if which in near and trusted[which]:
                return one
        return replace(one, trusted=trusted[one.partner]) if one.partner in trusted else one

    return {whose: [known(one) for one in several] for whose, several in said.items()}


def _is_asked_of(statement: CaseStatement) -> bool:
    receives = statement.source is StatementSource.RECEIVING_SIDE
    has_her = statement.question is StatementQuestion.CUSTODIAN
    return bool(statement.partner) and (receives or has_her)


def _names_a_partner(statement: CaseStatement) -> bool:
    """Whether it says in words alone which partner has her."""
    said = statement.custody is Custody.PARTNER and not statement.partner
    return said and bool(statement.with_name)
