"""Courses of medicine leave the care files as numbers alone: how many in each month of a year, as
the health worker who keeps the files counts them, when she says so.

Not with each note: a fact that is written beside a record would tell what the record is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from fanal.absences.queries import travelling
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.care.queries.counting import counts_of, years_counted
from fanal.coded_facts import actions as facts
from fanal.core.care.prophylaxis import MonthlyCounts, none_counted
from fanal.core.coded_facts import coded
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.server_key import marked


@transaction.atomic
def count_courses(*, by: User, ring: Ring) -> None:
    """What stood of her before is replaced. Raises Refused while part of her files is closed."""
    if travelling(by.pk) is not None:
        raise Refused(say("in travel mode most of your files are closed: count afterwards"))
    _keep(by, counts_of(by, ring))
    audit.record(act="care.counted", by=by)


def count_again(*, by: User, ring: Ring) -> None:
    """A file went to somebody else, who counts it from now on."""
    if years_counted(by) and travelling(by.pk) is None:
        _keep(by, counts_of(by, ring))


def forget_counts(user: User) -> None:
    """She keeps no file any more: whoever keeps them now counts them."""
    _keep(user, {year: none_counted() for year in years_counted(user)})


def _keep(user: User, counts: Mapping[int, MonthlyCounts]) -> None:
    for year, found in counts.items():
        source = marked(f"care_count|{user.pk}|{year}", "facts.source")
        facts.note(user.pk, source, coded("care_count", date(year, 1, 1), **found))
