"""The closed list of kinds: each with its source, its type of HTCDS and its code in Primero."""

import pytest

from fanal.core.casework.choices import DOMAINS, SUPPORT
from fanal.core.errors import BadInput
from fanal.core.services.history import ServiceTimer, read_timers, timers
from fanal.core.services.kinds import (
    ServiceKind,
    kind_asked_as,
    kinds,
    kinds_for,
    read_kinds,
)
from fanal.core.trust.services import PartnerService

ROW = """
[[kind]]
kind = "school"
support = "education"
primero = "education_service"
oscar = "School support"
oscar_sure = "X"
asks = "school_or_work"
needs = ["schooling"]
source = "HTCDS"
sure = "S"
"""


def test_every_kind_has_words_a_source_and_its_place_in_each_list():
    assert set(kinds()) == set(ServiceKind)
    assert all(kind.label for kind in ServiceKind)
    assert all(one.source for one in kinds().values())


def test_every_type_of_support_and_every_need_has_a_kind():
    assert {one.support for one in kinds().values()} == set(dict(SUPPORT))
    assert all(kinds_for(domain) for domain, _words in DOMAINS)


@pytest.mark.parametrize("service", list(PartnerService))
def test_every_referral_is_of_a_kind(service):
    assert kinds()[kind_asked_as(service)].asks is service


@pytest.mark.parametrize(
    ("line", "other", "says"),
    [
        ('support = "education"', 'support = "schooling"', "schooling is not in the list"),
        ('primero = "education_service"', 'primero = "not_specified"', "not_specified"),
        ('oscar = "School support"', 'oscar = "Schooling"', "Schooling is not in the list"),
        ('oscar_sure = "X"', 'oscar_sure = "?"', "not one of"),
        ('asks = "school_or_work"', 'asks = "school"', "school is not in the list"),
        ('needs = ["schooling"]', "needs = []", "domains of need"),
        ('sure = "S"', 'sure = "Z"', "not one of"),
        ('kind = "school"', 'kind = "riding"', "riding is not in the list"),
        (ROW, ROW + ROW, "stands twice"),
        (ROW, ROW, "has no row"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(line, other, says):
    with pytest.raises(BadInput, match=says) as caught:
        read_kinds(ROW.replace(line, other))
    assert "kinds.toml:" in caught.value.where


def test_the_timers_are_rows_of_data_and_faults_are_named():
    assert set(timers()) == set(ServiceTimer)
    assert ServiceTimer.FIRST_VISIT.span.days == 14
    row = '[[timer]]\ntimer = "first_visit"\ndays = {}\nsource = "x"\nsure = "X"\n'
    for days in ("0", '"two"', "99999"):
        with pytest.raises(BadInput, match="not a number of days"):
            read_timers("timers.toml", row.format(days))
    with pytest.raises(BadInput, match="has no row"):
        read_timers("timers.toml", row.format(14))
    with pytest.raises(BadInput, match="stands twice"):
        read_timers("timers.toml", row.format(14) * 2)
