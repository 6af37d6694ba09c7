"""What a set of lists can and cannot bear, before anything is estimated."""

from dataclasses import dataclass

from unseen.api import showing
from unseen.data.lists import Lists
from unseen.messages import Sentence
from unseen.results import caution
from unseen.results.methods import suitable
from unseen.results.record import Record, table_record


@dataclass(frozen=True, repr=False)
class Suitability:
    """methods: those that are run side by side. reasons: why no method should be tried at all."""

    lists: Lists
    methods: tuple[str, ...]
    reasons: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]

    def to_dict(self) -> Record:
        return table_record(self.lists)

    def __repr__(self) -> str:
        lines = [repr(self.lists), *(f"  {warning}" for warning in self.warnings)]
        lines += [f"  refused: {reason}" for reason in self.reasons]
        return "\n".join([*lines, f"  methods: {', '.join(self.methods) or 'none'}"])

    def _repr_html_(self) -> str:
        sizes = [(name, f"{self.lists.people_on(j):,}") for j, name in enumerate(self.lists.names)]
        table = showing.html_table(repr(self.lists), ["list", "people"], sizes)
        return table + showing.html_list([*self.warnings, *self.reasons])


def check(lists: Lists) -> Suitability:
    reasons = tuple(caution.reasons_before(lists))
    # Where the lists are refused no method is offered.
    methods = () if reasons else tuple(suitable(lists))
    return Suitability(lists, methods, reasons, tuple(caution.warnings_of_table(lists)))
