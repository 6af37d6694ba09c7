"""How often a method covers the truth, on populations whose size is known."""

from typing import Unpack

from unseen.api.options import Options
from unseen.api.options import choices as chosen_options
from unseen.assess.bounds import Assumption
from unseen.errors import check_kind
from unseen.results.by_name import by_name
from unseen.simulation import fitted_designs
from unseen.simulation.coverage import Score, score
from unseen.simulation.designs import Design


def simulate(
    design: str | Design,
    method: str,
    sets: int = 300,
    assumption: Assumption | None = None,
    **options: Unpack[Options],
) -> Score:
    """`method` (one of METHODS, `bounds` or `quoted`) on `sets` data sets of a design.

    design: by its name (DESIGNS, `fit:TABLE:METHOD`, `known:TABLE:LIST`). assumption: of the
    bounds; by itself the one that the design satisfies.
    """
    check_kind("design", design, str, Design)
    found = fitted_designs.design(design) if isinstance(design, str) else design
    choices = chosen_options(**options)
    compared = by_name(method, choices, assumption or found.assumption)
    return score(found, method, compared, sets, choices.seed)
