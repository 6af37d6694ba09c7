"""Designs made from published tables: populations of a fitted model, and lists of known size.

`fit:UKdat_5:stepwise` draws from the model that a method fits to a table, as Chan, Silverman &
Vincent 2021 (section 3.4) do; `known:Kosovo:EXH` draws from the people on one list, whose number
is known, with the other lists as they are (Binette & Steorts 2022, section 4).
"""

from collections.abc import Mapping
from functools import partial
from math import exp

import numpy as np
from numpy.typing import NDArray

from unseen.assess.consistency import people_on
from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput, check_kind
from unseen.loglinear.fit import fit
from unseen.messages import say
from unseen.results.methods import Choices, apply
from unseen.simulation.designs import DESIGNS, Design
from unseen.simulation.populations import from_cells

# Points alone: the population needs no interval.
GENERATORS = {
    "independence": Choices(replicates=0),
    "stepwise": Choices(replicates=0),
    "bic": Choices(replicates=0),
    "bic2": Choices(replicates=0, order=2),
}
# Under this name Chan, Silverman & Vincent 2021 (3.4) measured the coverage that is compared.
ALIASES = {"UK5step": "fit:UKdat_5:stepwise"}


def design(name: str) -> Design:
    """Return any design by its name. Raises BadInput when there is none."""
    check_kind("name", name, str)
    match ALIASES.get(name, name).split(":"):
        case [plain] if plain in DESIGNS:
            return DESIGNS[plain]
        case ["fit", table, method] if method in GENERATORS:
            return fitted(name, sample_lists(table), method)
        case ["known", table, of]:
            return known(name, sample_lists(table), of)
    known_names = ", ".join([*DESIGNS, *ALIASES])
    unknown = say(
        "no such design; there are {names}, fit:TABLE:METHOD, known:TABLE:LIST", names=known_names
    )
    raise BadInput(name, unknown)


def fitted(name: str, table: Lists, method: str) -> Design:
    """Return a design of as many people as the model says there are, drawn with the
    chances it gives."""
    choices = GENERATORS[method]
    model = apply("bic" if method == "bic2" else method, table, choices).model
    # An average over models or a bound is no population that one could draw from.
    if model is None:
        raise BadInput(method, say("fits no log-linear model"))
    fitted_model = fit(table, model)
    cells = means(fitted_model.coefficients, table.size)
    draw = partial(from_cells, people=round(fitted_model.estimate), cells=cells)
    says = say("the model that {method} fits to a published table", method=method)
    # No class of `bounds` is known to hold it: None.
    return Design(name, says, draw, None, table.lists, round(fitted_model.estimate))


def means(coefficients: Mapping[int, float], size: int) -> NDArray[np.float64]:
    """Return the expected people by history, the unseen first."""
    return np.array(
        # log mu is the sum of the coefficients of all terms within the history; the empty term
        # stands in every sum, and alone in that of the unseen.
        [exp(sum(a for q, a in coefficients.items() if q & w == q)) for w in range(size)]
    )


def known(name: str, table: Lists, of: str) -> Design:
    """Return the design of the people on list `of`; those on it alone are the unseen."""
    if of not in table.names:
        raise BadInput(of, say("no such list; there are {names}", names=", ".join(table.names)))
    j = table.names.index(of)
    # One list fewer: `of` is what is known, and the others are what is observed.
    cells = np.zeros(table.size // 2)
    for history, count in people_on(table, j).items():
        cells[history] = count
    truth = table.people_on(j)
    # On no other list: for a method that is not told of list `of` these are the unseen.
    cells[0] = truth - cells.sum()
    draw = partial(from_cells, people=truth, cells=cells)
    return Design(
        name, say("the people on list {name}", name=of), draw, None, table.lists - 1, truth
    )
