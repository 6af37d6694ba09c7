"""The facts of cases for what says that all is well: who holds her tonight, who has her data."""

from collections.abc import Collection
from dataclasses import replace

from fanal.core.trust.situation import TrustCaseFacts
from fanal.people import linked_cases
from fanal.sharing.queries.facts import HasId, facts_of_each


def verified_facts_of_each(pairs: Collection[tuple[HasId, HasId]]) -> list[TrustCaseFacts]:
    """Return the facts as `facts_of_each` does; what leads from her case to another case of hers,
    with its warnings, was verified too."""
    facts = facts_of_each(pairs)
    cut = linked_cases.with_missing_links({case.id for case, _person in pairs})
    return [
        replace(facts_of_one, gone=facts_of_one.gone or case.id in cut)
        for (case, _person), facts_of_one in zip(pairs, facts, strict=True)
    ]
