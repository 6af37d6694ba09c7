"""Which partner has somebody, by what was said last, and whether it may hold people today."""

from fanal.core.casework.present import PresentState
from fanal.core.casework.statements import CaseStatement, Custody


def held_by(state: PresentState) -> str:
    """Return the partner of the register who has her; "" where it is none."""
    last = state.custodian
    if last is None or not _is_there(last) or state.custody is not Custody.PARTNER:
        return ""
    return last.partner


def with_unfit(state: PresentState) -> bool:
    """Whether she is, or may be, with a partner who may not hold people."""
    custodians = filter(None, (state.custodian, *state.or_custodian))
    return any(one.trusted is False and _is_there(one) for one in custodians)


def _is_there(statement: CaseStatement) -> bool:
    """Whether she came to them, and is not back since."""
    return not statement.chosen and not statement.came_back
