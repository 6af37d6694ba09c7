"""What a search says of one who comes near. Apart from the index, which needs numpy."""

from dataclasses import dataclass

from scriptnames.comparison import Level
from scriptnames.messages import Sentence, say

SAME_TELEPHONE = say("the same telephone")
SAME_PLACE = say("the same place")


@dataclass(frozen=True)
class Hit:
    """A near match: how alike (`level`), how it ranks (`score`, in bits), and the reasons."""

    key: str
    level: Level
    score: float
    why: tuple[Sentence, ...]
