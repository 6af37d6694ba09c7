"""How much it would hurt if a field were read: declared on every field of every model of ours."""

from enum import StrEnum


class Tier(StrEnum):
    """T0 is readable to whoever holds the database; T1 needs the server's key; T2 a person's."""

    T0 = "plain"
    T1 = "server key"
    T2 = "compartment key"


T0, T1, T2 = Tier.T0, Tier.T1, Tier.T2
