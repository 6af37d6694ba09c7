"""Names across scripts: one person's name in Latin, Khmer, Lao, Thai, Burmese, Chinese letters.

    normalise("ສົມສີ").words            what a name is compared by
    compare("ສົມສີ", "Somsy").why       could two names be one person's, and why
    search("Somsy", {"1": "ສົມສີ"})     the nearest of many people
    dedupe(register)                    likely duplicates of a register
    link(ours, theirs)                  likely pairs between two registers

Everything that another program may use is in `__all__`; the modules are free to change. Names are
loaded when they are first asked for: whoever only compares two names needs no numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scriptnames.birth import BirthLevel as BirthLevel
    from scriptnames.birth import Born as Born
    from scriptnames.birth import Interval as Interval
    from scriptnames.birth import compare_births as compare_births
    from scriptnames.caches import clear_caches as clear_caches
    from scriptnames.comparer import Comparer as Comparer
    from scriptnames.comparison import Level as Level
    from scriptnames.comparison import Likeness as Likeness
    from scriptnames.comparison import compare as compare
    from scriptnames.comparison import is_common as is_common
    from scriptnames.entries import Entry as Entry
    from scriptnames.hits import SAME_PLACE as SAME_PLACE
    from scriptnames.hits import SAME_TELEPHONE as SAME_TELEPHONE
    from scriptnames.hits import Hit as Hit
    from scriptnames.index import READ_CLOSELY as READ_CLOSELY
    from scriptnames.index import Index as Index
    from scriptnames.index import Part as Part
    from scriptnames.index import search as search
    from scriptnames.linking import Match as Match
    from scriptnames.linking import Matches as Matches
    from scriptnames.linking import columns_of as columns_of
    from scriptnames.linking import dedupe as dedupe
    from scriptnames.linking import link as link
    from scriptnames.messages import LOCALE as LOCALE
    from scriptnames.messages import BadInput as BadInput
    from scriptnames.messages import Refused as Refused
    from scriptnames.messages import Sentence as Sentence
    from scriptnames.name_table import NameTable as NameTable
    from scriptnames.normal_form import NormalForm as NormalForm
    from scriptnames.normal_form import normalise as normalise
    from scriptnames.person_facts import Facts as Facts
    from scriptnames.person_facts import facts as facts
    from scriptnames.register.clusters import Group as Group
    from scriptnames.register.clusters import Link as Link
    from scriptnames.register.clusters import groups as groups
    from scriptnames.register.columns import Commonness as Commonness
    from scriptnames.register.columns import Register as Register
    from scriptnames.register.columns import register_of as register_of
    from scriptnames.register.evaluation import Evaluation as Evaluation
    from scriptnames.register.pairs import LEAST_BITS as LEAST_BITS
    from scriptnames.register.pairs import LOOKED_AT as LOOKED_AT
    from scriptnames.register.pairs import Scored as Scored
    from scriptnames.register.pairs import why_beside as why_beside
    from scriptnames.register.reading import FIELDS as FIELDS
    from scriptnames.register.reading import read_day as read_day
    from scriptnames.register.reading import read_register as read_register
    from scriptnames.register.reading import read_year as read_year
    from scriptnames.register.weights import FEWEST_ANSWERS as FEWEST_ANSWERS
    from scriptnames.register.weights import REFERENCE_RECORDS as REFERENCE_RECORDS
    from scriptnames.register.weights import Weights as Weights
    from scriptnames.register.weights import default_weights as default_weights
    from scriptnames.romanisation import romanise as romanise
    from scriptnames.script import SCRIPT_SAYS as SCRIPT_SAYS
    from scriptnames.script import script_of as script_of
    from scriptnames.tables import reading_version as reading_version
    from scriptnames.tally import Tally as Tally
    from scriptnames.zawgyi import from_zawgyi as from_zawgyi
    from scriptnames.zawgyi import is_zawgyi as is_zawgyi

# Each module, and what it gives.
EXPORTS = {
    "birth": ("BirthLevel", "Born", "Interval", "compare_births"),
    "caches": ("clear_caches",),
    "comparer": ("Comparer",),
    "comparison": ("Level", "Likeness", "compare", "is_common"),
    "entries": ("Entry",),
    "hits": ("SAME_PLACE", "SAME_TELEPHONE", "Hit"),
    "index": ("READ_CLOSELY", "Index", "Part", "search"),
    "linking": ("Match", "Matches", "columns_of", "dedupe", "link"),
    "messages": ("LOCALE", "BadInput", "Refused", "Sentence"),
    "name_table": ("NameTable",),
    "normal_form": ("NormalForm", "normalise"),
    "person_facts": ("Facts", "facts"),
    "register.clusters": ("Group", "Link", "groups"),
    "register.columns": ("Commonness", "Register", "register_of"),
    "register.evaluation": ("Evaluation",),
    "register.pairs": ("LEAST_BITS", "LOOKED_AT", "Scored", "why_beside"),
    "register.reading": ("FIELDS", "read_day", "read_register", "read_year"),
    "register.weights": ("FEWEST_ANSWERS", "REFERENCE_RECORDS", "Weights", "default_weights"),
    "romanisation": ("romanise",),
    "script": ("SCRIPT_SAYS", "script_of"),
    "tables": ("reading_version",),
    "tally": ("Tally",),
    "zawgyi": ("is_zawgyi", "from_zawgyi"),
}
__all__ = sorted(name for names in EXPORTS.values() for name in names)
_HOME = {name: module for module, names in EXPORTS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    # Kept in the module, so that the next use does not come here again.
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
