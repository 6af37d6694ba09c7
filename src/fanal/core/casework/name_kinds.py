"""Where a name comes from."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class NameKind(StrEnum):
    """Kinds of name. None is worth more than another."""

    AS_SAID = "as_said"
    IN_A_DOCUMENT = "in_a_document"
    NICKNAME = "nickname"
    USED_BY_TRAFFICKERS = "used_by_traffickers"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS = {
    NameKind.AS_SAID: say("as said"),
    NameKind.IN_A_DOCUMENT: say("in a document"),
    NameKind.NICKNAME: say("nickname"),
    NameKind.USED_BY_TRAFFICKERS: say("used by traffickers"),
}
