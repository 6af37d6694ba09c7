"""Why a case of another team is opened in an emergency: the usual grounds."""

from __future__ import annotations

from fanal.core.words import LabelledEnum, say


class EmergencyGround(LabelledEnum):
    """What cannot wait. Whoever opens it adds in her own words what happened."""

    DANGER_NOW = "danger_now", say("she is in danger now")
    HEALTH = "health", say("a hospital or doctor needs to know something now")
    SHE_ASKS = "she_asks", say("she asks for help and nobody of her team can be reached")
    NO_SIGN = "no_sign", say("a sign of life did not come at the hour agreed")
    AUTHORITY = "authority", say("police, a court or a border post asks for an answer now")
    OTHER = "other", say("another ground, explained below")
