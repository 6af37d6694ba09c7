"""Why a case of another team is opened in an emergency: the usual grounds."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class EmergencyGround(StrEnum):
    """What cannot wait. Whoever opens it adds in her own words what happened."""

    DANGER_NOW = "danger_now"
    HEALTH = "health"
    SHE_ASKS = "she_asks"
    NO_SIGN = "no_sign"
    AUTHORITY = "authority"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return SAYS[self]


SAYS = {
    EmergencyGround.DANGER_NOW: say("she is in danger now"),
    EmergencyGround.HEALTH: say("a hospital or doctor needs to know something now"),
    EmergencyGround.SHE_ASKS: say("she asks for help and nobody of her team can be reached"),
    EmergencyGround.NO_SIGN: say("a sign of life did not come at the hour agreed"),
    EmergencyGround.AUTHORITY: say("police, a court or a border post asks for an answer now"),
    EmergencyGround.OTHER: say("another ground, told below"),
}
