"""Where a name comes from."""

from __future__ import annotations

from collections.abc import Sequence

from fanal.core.words import LabelledEnum, say


class NameKind(LabelledEnum):
    """Kinds of name. None is worth more than another."""

    AS_SAID = "as_said", say("as said")
    IN_A_DOCUMENT = "in_a_document", say("in a document")
    NICKNAME = "nickname", say("nickname")
    USED_BY_TRAFFICKERS = "used_by_traffickers", say("used by traffickers")


def name_to_use(asked: Sequence[bool | None]) -> int:
    """Which of the names of a new file is used, by its place: the last of which that was said, or
    the first where nothing was said of it. -1 for none."""
    said = [place for place, one in enumerate(asked) if one]
    return said[-1] if said else next((0 for one in asked[:1] if one is None), -1)
