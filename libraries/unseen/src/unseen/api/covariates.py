"""Two lists that are independent once what is recorded of each person is taken into account."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from unseen.api import plots, showing
from unseen.data.people import People, named_columns
from unseen.errors import BadInput, check_kind
from unseen.estimators.doubly_robust import DoublyRobust, doubly_robust
from unseen.messages import say
from unseen.results.choices import Choices
from unseen.results.methods import generator
from unseen.results.provenance import Provenance, digest_of, with_call

IF_ALIKE = (
    "If, among people whose covariates are alike, being on one list says nothing of being on the"
    " other. No data can confirm it."
)


@dataclass(frozen=True, repr=False)
class CovariateEstimate(DoublyRobust):
    """The doubly robust estimate of Das, Kennedy & Jewell, with how it was made."""

    provenance: Provenance

    def to_dict(self) -> dict[str, object]:
        return asdict(self)

    def to_dataframe(self) -> Any:
        return showing.data_frame([self.row()])

    def row(self) -> dict[str, object]:
        (low95, high95), (low80, high80) = self.interval95, self.interval80
        return {
            "method": "doubly robust",
            "estimate": self.estimate,
            "low95": low95,
            "high95": high95,
            "low80": low80,
            "high80": high80,
            "n": self.n,
            "seed": self.provenance.seed,
            "version": self.provenance.version,
            "digest": self.provenance.digest,
        }

    def plot(self) -> Any:
        low, high = self.interval95
        row = {"name": "doubly robust", "estimate": self.estimate, "low": low, "high": high}
        return plots.intervals([row])

    def __repr__(self) -> str:
        return (
            f"doubly robust: {showing.people(self.estimate)} people"
            # The assumption stands with the number: no data can confirm it.
            f" (95 %: {showing.interval(self.interval95)}), {self.n:,} of them seen\n  {IF_ALIKE}"
        )

    def _repr_html_(self) -> str:
        row = [showing.people(self.estimate), showing.interval(self.interval95), f"{self.n:,}"]
        table = showing.html_table(self.provenance.call, ["people", "95 %", "seen"], [row])
        return table + showing.html_list([IF_ALIKE])


def estimate_with_covariates(
    people: People, lists: Sequence[str] = (), *, learner: str = "logistic", seed: int = 1234
) -> CovariateEstimate:
    """Estimate from two lists (the first two, unless named), columns of `people` as covariates.

    learner: logistic, forest or boosting, of scikit-learn.
    """
    # The estimator of Das, Kennedy & Jewell takes two lists.
    check_kind("people", people, People)
    names = named_columns("lists", lists or people.lists)[:2]
    for name in names:
        if name not in people.lists:
            known = ", ".join(people.lists)
            raise BadInput(name, say("no such list; there are {names}", names=known))
    if len(names) != 2:
        raise BadInput("lists", say("this method takes exactly two lists, not {n}", n=len(names)))
    rng = generator(Choices(seed=seed))
    # From the same people in the same order.
    first, second = (people.on(name) for name in names)
    found = doubly_robust(first, second, people.numbers(), rng, learner=learner)
    call = f"unseen.estimate_with_covariates(people, {names!r}, learner={learner!r}, seed={seed!r})"
    made_by = with_call(call, seed, digest_of(people.all_lists()))
    return CovariateEstimate(**vars(found), provenance=made_by)
