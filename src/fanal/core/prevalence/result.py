"""What every method gives, and how it came about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fanal.core.errors import Refused
from fanal.core.prevalence.models import Model
from fanal.core.words import Sentence, say

if TYPE_CHECKING:  # brings numba, 60 MB: only where something is estimated
    from fanal.core.prevalence.bootstrap import Bootstrap

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
