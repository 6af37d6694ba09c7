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
    from scriptnames.birth import BirthLevel, Born, Interval, compare_births
    from scriptnames.caches import clear_caches
    from scriptnames.comparer import Comparer
    from scriptnames.comparison import Level, Likeness, compare, is_common
    from scriptnames.entries import Entry
    from scriptnames.index import READ_CLOSELY, SAME_TELEPHONE, Hit, Index, Part, search
    from scriptnames.linking import Match, Matches, columns_of, dedupe, link
    from scriptnames.messages import BadInput, Refused, Sentence
    from scriptnames.name_table import NameTable
    from scriptnames.normal_form import NormalForm, normalise
    from scriptnames.person_facts import Facts, facts
    from scriptnames.register.clusters import Group, Link, groups
    from scriptnames.register.columns import Commonness, Register, register_of
    from scriptnames.register.evaluation import Evaluation
    from scriptnames.register.pairs import LEAST_BITS, LOOKED_AT, Scored, why_beside
    from scriptnames.register.reading import FIELDS, day, read, year
    from scriptnames.register.weights import FEWEST_ANSWERS, RECORDS, Weights, shipped
    from scriptnames.romanisation import romanise
    from scriptnames.row_columns import is_row_bytes, row_bytes, table_of_rows
    from scriptnames.script import SCRIPT_SAYS, script_of
    from scriptnames.tables import how_names_sound
    from scriptnames.tally import Tally
    from scriptnames.zawgyi import is_zawgyi, offered

EXPORTS = {
    "birth": ("BirthLevel", "Born", "Interval", "compare_births"),
    "caches": ("clear_caches",),
    "comparer": ("Comparer",),
    "comparison": ("Level", "Likeness", "compare", "is_common"),
    "entries": ("Entry",),
    "index": ("READ_CLOSELY", "SAME_TELEPHONE", "Hit", "Index", "Part", "search"),
    "linking": ("Match", "Matches", "columns_of", "dedupe", "link"),
    "messages": ("BadInput", "Refused", "Sentence"),
    "name_table": ("NameTable",),
    "normal_form": ("NormalForm", "normalise"),
    "person_facts": ("Facts", "facts"),
    "register.clusters": ("Group", "Link", "groups"),
    "register.columns": ("Commonness", "Register", "register_of"),
    "register.evaluation": ("Evaluation",),
    "register.pairs": ("LEAST_BITS", "LOOKED_AT", "Scored", "why_beside"),
    "register.reading": ("FIELDS", "day", "read", "year"),
    "register.weights": ("FEWEST_ANSWERS", "RECORDS", "Weights", "shipped"),
    "romanisation": ("romanise",),
    "row_columns": ("is_row_bytes", "row_bytes", "table_of_rows"),
    "script": ("SCRIPT_SAYS", "script_of"),
    "tables": ("how_names_sound",),
    "tally": ("Tally",),
    "zawgyi": ("is_zawgyi", "offered"),
}
