"""Codes of closed lists: one that is not in the list is refused where it was asked."""

from collections.abc import Iterable

from fanal.core.errors import BadInput
from fanal.core.words import say

NOT_IN_LIST = say("choose one of the list")


def check_code(question: str, code: object, codes: Iterable[object]) -> None:
    """Check that this is a code of the list. Raises `BadInput` at the question."""
    if code not in tuple(codes):
        raise BadInput(question, NOT_IN_LIST)
