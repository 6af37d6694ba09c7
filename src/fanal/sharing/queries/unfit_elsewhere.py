"""Who is, by the word of another team of ours, with a partner who may not hold people: told to the
team of her other file where both agreed to say how she is. That it is a partner, and no more: which
one, and what was found, stays where it stands."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fanal.cases.queries.states_version import held_by_unfit
from fanal.cases.queries.story import Unsettling
from fanal.core.words import say
from fanal.people.queries import last_of, merged_of
from fanal.sharing.queries.other_files import other_files, that_hear

UNFIT = say("another team of ours knows her with a partner that nothing says may take her in")


def unfit_elsewhere() -> set[UUID]:
    """Return each by her file of the team that hears of it."""
    unfit = held_by_unfit()
    # Nearly always nobody: then no two-country file is read.
    return {
        file.person
        for file in (that_hear(other_files(None)) if unfit else ())
        if (file.other_case, file.other) in unfit
    }


def unsettled_elsewhere(now: datetime) -> Mapping[UUID, Unsettling]:
    """Return the same as what makes doubtful that she is safe, by the file that stands for hers."""
    into = merged_of() if (people := unfit_elsewhere()) else {}
    # Whenever she was said to be safe: she is with them today.
    always = timezone.localdate(now) + timedelta(days=1)
    return {
        file: Unsettling(file, always, UNFIT)
        for person in people
        for file in [last_of(person, into)]
    }


def told_elsewhere(people: Collection[UUID]) -> set[UUID]:
    """Return the other files of these people, by which another team hears how they are."""
    return {file.person for file in that_hear(other_files(None)) if file.other in people}
