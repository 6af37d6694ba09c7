"""What is asked of a place of work in a plan."""

from __future__ import annotations

from fanal.core.words import LabelledEnum, say


class PapersWith(LabelledEnum):
    """Who holds her papers while she works. Papers kept by somebody else are one of the eleven
    indicators of forced labour (ILO 2012, retention of identity documents)."""

    HERSELF = "herself", say("she holds them herself")
    EMPLOYER = "employer", say("the employer holds them")
    AGENT = "agent", say("an agent or a broker holds them")
    FAMILY = "family", say("her family holds them")
    OTHER = "other", say("somebody else holds them")

    @property
    def warns(self) -> bool:
        return self is not PapersWith.HERSELF
