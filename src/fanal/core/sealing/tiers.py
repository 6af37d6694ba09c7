"""How much harm reading a field would do: declared for every field of our models (ADR 6)."""

from enum import StrEnum


class Tier(StrEnum):
    """T0 is readable to whoever holds the database; T1 needs the server's key; T2 a person's."""

    T0 = "plain"
    T1 = "server key"
    T2 = "compartment key"


T0, T1, T2 = Tier.T0, Tier.T1, Tier.T2
