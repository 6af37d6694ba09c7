"""Multiple systems estimation: how many people are on none of several overlapping lists.

    import unseen

    lists = unseen.Lists.from_csv("lists.csv")
    unseen.check(lists)
    unseen.estimate(lists, "stepwise")
    unseen.compare(lists, harder=9)

Everything public is named here; modules below may change. A name is loaded when it is first used:
numpy, scipy and compiled code take a second that a program may not need to spend.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from unseen import version

if TYPE_CHECKING:
    from unseen.api.bounding import Bounds, bounds
    from unseen.api.comparisons import Comparison, compare
    from unseen.api.covariates import CovariateEstimate, estimate_with_covariates
    from unseen.api.estimates import Estimate, estimate
    from unseen.api.models import ModelFit, fit_model
    from unseen.api.options import ClassOptions, Options
    from unseen.api.reports import report, report_findings, report_page
    from unseen.api.simulations import simulate
    from unseen.api.stratified import (
        QuotedStrata,
        StratifiedEstimate,
        estimate_strata,
        quote_strata,
        trend,
    )
    from unseen.api.style import report_style
    from unseen.api.suitability import Suitability, check
    from unseen.assess.bounds import Assumption
    from unseen.assess.differencing import Counted, people_between
    from unseen.assess.limits import MOST_HARDER
    from unseen.assess.strata import Groups, Trend, grouped
    from unseen.data.lists import Lists
    from unseen.data.people import People
    from unseen.data.sample_data import sample_lists
    from unseen.data.sheet import Sheet, read_sheet
    from unseen.data.sources import read, read_people
    from unseen.errors import BadInput, Refused
    from unseen.messages import LOCALE, Sentence
    from unseen.reporting.charts import draw_intervals
    from unseen.reporting.findings import Findings
    from unseen.results.answer import Answer
    from unseen.results.choices import Choices
    from unseen.results.method_names import NAMES as METHODS
    from unseen.results.methods import check_method
    from unseen.results.provenance import Provenance, digest_of
    from unseen.results.quoted_strata import Quote
    from unseen.simulation.coverage import Score
    from unseen.simulation.designs import DESIGNS, Design
    from unseen.simulation.fitted_designs import ALIASES as DESIGN_ALIASES
    from unseen.simulation.fitted_designs import GENERATORS as DESIGN_METHODS
    from unseen.simulation.fitted_designs import design

__version__ = version.VERSION

# Where each name is: the module, and its name there where that is another.
WHERE = {
    "Answer": "results.answer",
    "Assumption": "assess.bounds",
    "BadInput": "errors",
    "Bounds": "api.bounding",
    "Choices": "results.choices",
    "ClassOptions": "api.options",
    "Comparison": "api.comparisons",
    "Counted": "assess.differencing",
    "CovariateEstimate": "api.covariates",
    "DESIGNS": "simulation.designs",
    "DESIGN_ALIASES": "simulation.fitted_designs:ALIASES",
    "DESIGN_METHODS": "simulation.fitted_designs:GENERATORS",
    "Design": "simulation.designs",
    "Estimate": "api.estimates",
    "Findings": "reporting.findings",
    "LOCALE": "messages",
    "Groups": "assess.strata",
    "Lists": "data.lists",
    "METHODS": "results.method_names:NAMES",
    "ModelFit": "api.models",
    "MOST_HARDER": "assess.limits",
    "Options": "api.options",
    "People": "data.people",
    "Provenance": "results.provenance",
    "Quote": "results.quoted_strata",
    "QuotedStrata": "api.stratified",
    "Refused": "errors",
    "Score": "simulation.coverage",
    "Sentence": "messages",
    "Sheet": "data.sheet",
    "StratifiedEstimate": "api.stratified",
    "Suitability": "api.suitability",
    "Trend": "assess.strata",
    "bounds": "api.bounding",
    "check": "api.suitability",
    "check_method": "results.methods",
    "compare": "api.comparisons",
    "design": "simulation.fitted_designs",
    "digest_of": "results.provenance",
    "draw_intervals": "reporting.charts",
    "estimate": "api.estimates",
    "estimate_strata": "api.stratified",
    "estimate_with_covariates": "api.covariates",
    "fit_model": "api.models",
    "grouped": "assess.strata",
    "people_between": "assess.differencing",
    "quote_strata": "api.stratified",
    "read": "data.sources",
    "read_people": "data.sources",
    "read_sheet": "data.sheet",
    "report": "api.reports",
    "report_findings": "api.reports",
    "report_page": "api.reports",
    "report_style": "api.style",
    "sample_lists": "data.sample_data",
    "simulate": "api.simulations",
    "trend": "api.stratified",
}

__all__ = [
    "DESIGNS",
    "DESIGN_ALIASES",
    "DESIGN_METHODS",
    "LOCALE",
    "METHODS",
    "MOST_HARDER",
    "Answer",
    "Assumption",
    "BadInput",
    "Bounds",
    "Choices",
    "ClassOptions",
    "Comparison",
    "Counted",
    "CovariateEstimate",
    "Design",
    "Estimate",
    "Findings",
    "Groups",
    "Lists",
    "ModelFit",
    "Options",
    "People",
    "Provenance",
    "Quote",
    "QuotedStrata",
    "Refused",
    "Score",
    "Sentence",
    "Sheet",
    "StratifiedEstimate",
    "Suitability",
    "Trend",
    "__version__",
    "bounds",
    "check",
    "check_method",
    "compare",
    "design",
    "digest_of",
    "draw_intervals",
    "estimate",
    "estimate_strata",
    "estimate_with_covariates",
    "fit_model",
    "grouped",
    "people_between",
    "quote_strata",
    "read",
    "read_people",
    "read_sheet",
    "report",
    "report_findings",
    "report_page",
    "report_style",
    "sample_lists",
    "simulate",
    "trend",
]


def __getattr__(name: str) -> object:
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, its_name = WHERE[name].partition(":")
    return getattr(import_module(f"unseen.{module}"), its_name or name)


def __dir__() -> list[str]:
    return __all__
