"""Where a name comes from."""

from __future__ import annotations

from fanal.core.words import LabelledEnum, say


class NameKind(LabelledEnum):
    """Kinds of name. None is worth more than another."""

    AS_SAID = "as_said", say("as said")
    IN_A_DOCUMENT = "in_a_document", say("in a document")
    NICKNAME = "nickname", say("nickname")
    USED_BY_TRAFFICKERS = "used_by_traffickers", say("used by traffickers")
