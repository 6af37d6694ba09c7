"""A log-linear model of one's own choosing, fitted to the lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from unseen.api import showing
from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused, check_number
from unseen.loglinear.fit import Fit, fit
from unseen.loglinear.models import bracketed, closed, written
from unseen.messages import Sentence, say
from unseen.results import caution
from unseen.results.choices import not_between
from unseen.results.provenance import Provenance, digest_of, with_call
from unseen.results.record import Record, plain, plain_pair
from unseen.results.result import Limits, Result

NO_TERMS = say("is written as text, [12,3], or as the names of the lists of each term")
type Terms = str | Iterable[str | Iterable[str]]
BY = say("Wald interval of the model as given: it knows nothing of how the model was chosen")


@dataclass(frozen=True, repr=False)
class ModelFit:
    """One model and what it says. reasons: why the number must not be quoted; empty if it may."""

    lists: Lists
    fitted: Fit
    provenance: Provenance
    reasons: tuple[Sentence, ...] = ()

    @property
    def model(self) -> str:
        """The model as the literature writes it, lists numbered from 1: [12,3]."""
        return bracketed(self.fitted.model)

    @property
    def estimate(self) -> float:
        return self.fitted.estimate

    @property
    def n(self) -> int:
        """How many people were seen."""
        return self.lists.n

    @property
    def aic(self) -> float:
        return self.fitted.aic

    @property
    def bic(self) -> float:
        return self.fitted.bic

    @property
    def deviance(self) -> float:
        return self.fitted.deviance

    @property
    def df(self) -> int:
        """Histories that may hold people, less the terms that are fitted to them."""
        return self.lists.size - 1 - len(self.fitted.model)

    @property
    def coefficients(self) -> dict[str, float]:
        """The coefficients on the logarithmic scale, by term: "1" of the first list, "12" of a
        pair; "" is the constant, the logarithm of the unseen. Minus infinity where no person
        carries a term."""
        return {written(q) if q else "": value for q, value in self.fitted.coefficients.items()}

    @property
    def warnings(self) -> tuple[Sentence, ...]:
        """What to know before using the number."""
        return tuple(caution.warnings(self.lists, _result(self.fitted)))

    def interval(self, level: float = 0.95) -> Limits:
        """Return n + exp(a0 ± z se), which says nothing of how the model was chosen."""
        check_number("level", level)
        if not 0 < level < 1:
            raise BadInput("level", not_between(level, 0, 1))
        return self.fitted.wald(level)

    def to_dict(self) -> Record:
        """Return everything as plain data, for JSON."""
        return {
            "model": self.model,
            "n": self.n,
            "estimate": self.estimate,
            "interval95": plain_pair(self.interval(0.95)),
            "interval80": plain_pair(self.interval(0.80)),
            "interval_by": str(BY),
            "aic": self.aic,
            "bic": self.bic,
            "deviance": self.deviance,
            "df": self.df,
            "coefficients": {term: plain(one) for term, one in self.coefficients.items()},
            "warnings": [str(warning) for warning in self.warnings],
            "refused": [str(reason) for reason in self.reasons],
            "provenance": self.provenance.to_dict(),
        }

    def to_dataframe(self) -> Any:
        """Return one row; data frames of several models can be put below each other."""
        low, high = self.interval()
        row = {"model": self.model, "estimate": self.estimate, "low95": low, "high95": high}
        row |= {"aic": self.aic, "bic": self.bic, "deviance": self.deviance, "df": self.df}
        return showing.data_frame([row])

    def __repr__(self) -> str:
        lines = [
            f"model {self.model}: {showing.people(self.estimate)} people"
            f" (95 %: {showing.interval(self.interval())}), {self.n:,} of them seen",
            f"  AIC {self.aic:.1f}, BIC {self.bic:.1f}, deviance {self.deviance:.1f}"
            f" on {self.df} degrees of freedom",
        ]
        lines += [f"  NOT TO BE QUOTED: {reason}" for reason in self.reasons]
        lines += [f"  {warning}" for warning in (f"{BY}.", *self.warnings)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["model", "people", "95 % interval", "AIC", "BIC", "deviance", "df"]
        numbers = [f"{one:.1f}" for one in (self.aic, self.bic, self.deviance)]
        limits = showing.interval(self.interval())
        row = [self.model, showing.people(self.estimate), limits, *numbers, self.df]
        refused = [f"NOT TO BE QUOTED: {reason}" for reason in self.reasons]
        table = showing.html_table(self.provenance.call, heads, [row])
        return table + showing.html_list([*refused, f"{BY}.", *self.warnings])


def fit_model(lists: Lists, model: Terms, *, anyway: bool = False) -> ModelFit:
    """A hierarchical log-linear model of one's own choosing, with all its lower terms.

    model: as the literature writes it, `"[12,23]"`, lists numbered from 1 (`"[1-2,2-10]"` from ten
    lists on), `"[]"` for no dependence; or the names of the lists of each term,
    `[("police", "ngo"), ("ngo", "court")]`.

    The interval takes the model as given. Raises Refused where the estimate does not exist or is
    not identified, and, without `anyway`, where it would claim more than the lists know; BadInput
    for what is no model of these lists.
    """
    before = caution.reasons_before(lists)
    if before and not anyway:
        raise Refused(*before)
    fitted = fit(lists, closed(_masks(lists, model), lists.lists))
    reasons = (*before, *caution.reasons_after(lists, _result(fitted)))
    if reasons and not anyway:
        raise Refused(*reasons)
    called = ", ".join(["lists", repr(bracketed(fitted.model)), *(["anyway=True"] * anyway)])
    made_by = with_call(f"unseen.fit_model({called})", 0, digest_of(lists))
    return ModelFit(lists, fitted, made_by, reasons)


def _result(fitted: Fit) -> Result:
    limits = {0.95: fitted.wald(0.95)}
    return Result("chosen", fitted.estimate, limits, BY, fitted.model)


def _masks(lists: Lists, model: Terms) -> list[int]:
    if isinstance(model, str):
        parts = model.strip().removeprefix("[").removesuffix("]").split(",")
        return [_mask(lists, _numbered(part.strip())) for part in parts if part.strip()]
    if not isinstance(model, Iterable):
        raise BadInput("model", NO_TERMS)
    terms = [_names(term) for term in model]
    return [_mask(lists, [_place(lists, name) for name in term]) for term in terms]


def _numbered(part: str) -> list[int]:
    # The literature writes 12 for the lists 1 and 2: from ten lists on that would be one list.
    numbers = part.split("-") if "-" in part else list(part)
    if not all(one.isascii() and one.isdecimal() for one in numbers):
        raise BadInput("model", say("“{part}” is no term; [12,3] names lists by number", part=part))
    return [int(one) - 1 for one in numbers]


def _names(term: str | Iterable[str]) -> list[str]:
    if not isinstance(term, str | Iterable):
        raise BadInput("model", NO_TERMS)
    return [term] if isinstance(term, str) else list(term)


def _place(lists: Lists, name: str) -> int:
    if name not in lists.names:
        raise BadInput("model", say("there is no list “{name}”", name=name))
    return lists.names.index(name)


def _mask(lists: Lists, places: Sequence[int]) -> int:
    for one in places:
        if not 0 <= one < lists.lists:
            raise BadInput("model", say("there is no list number {number}", number=one + 1))
    return sum(1 << one for one in set(places))
