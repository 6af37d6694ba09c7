"""What is asked of a place of work in a plan."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class PapersWith(StrEnum):
    """Who holds her papers while she works. Papers kept by somebody else are one of the eleven
    indicators of forced labour (ILO 2012, retention of identity documents)."""

    HERSELF = "herself"
    EMPLOYER = "employer"
    AGENT = "agent"
    FAMILY = "family"
    OTHER = "other"

    @property
    def warns(self) -> bool:
        return self is not PapersWith.HERSELF

    def sentence(self) -> Sentence:
        return PAPERS_SAYS[self]


PAPERS_SAYS = {
    PapersWith.HERSELF: say("she holds them herself"),
    PapersWith.EMPLOYER: say("the employer holds them"),
    PapersWith.AGENT: say("an agent or a broker holds them"),
    PapersWith.FAMILY: say("her family holds them"),
    PapersWith.OTHER: say("somebody else holds them"),
}
