"""What every method gives, and how it came about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unseen.errors import Refused
from unseen.loglinear.models import Model
from unseen.messages import Sentence, say

if TYPE_CHECKING:  # brings numba, 60 MB: only where something is estimated
    from unseen.loglinear.bootstrap import Bootstrap

type Limits = tuple[float, float]


@dataclass(frozen=True)
class Result:
    """People, seen and unseen, by one method; `limits` by level, 0.95 and 0.80."""

    method: str
    estimate: float
    limits: Mapping[float, Limits]
    interval_by: Sentence
    model: Model | None = None
    bootstrap: Bootstrap | None = None
    models: Counter[Model] = field(default_factory=Counter)
    considered: tuple[int, int] | None = None
    notes: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if math.isnan(self.estimate):
            raise Refused(say("the method found no number"))
