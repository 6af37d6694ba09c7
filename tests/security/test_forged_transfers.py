"""Somebody who writes to the database points a hand-over between two teams at a team or at a case:
whoever works there is shown nothing of a case that nobody offered to her."""

import pytest
from django.urls import reverse

from fanal.sharing.models import Transfer
from tests import files
from tests.shares import some
from tests.sharing.transfers import accept, offer, told_case

PAGES = (reverse("sharing:list"), reverse("web:decisions"), "/cases/today/")


def shown_to(cast, user, transfer, code_name):
    """Where she reads the code name."""
    browser = files.browser(cast, user)
    pages = (*PAGES, reverse("sharing:transfer", args=[transfer.pk]))
    return [page for page in pages if code_name in browser.get(page).text]


@pytest.mark.parametrize("state", some(["offered", "accepted", "declined"], "forged", 1))
@pytest.mark.parametrize("side", ["receiving", "giving"])
def test_a_team_that_was_written_into_it_reads_nothing(cast, side, state):
    here = told_case(cast)
    transfer = offer(cast, here)
    Transfer.objects.filter(pk=transfer.pk).update(**{side: cast.saigon, "state": state})
    for user in (cast.linh, cast.huong):
        assert shown_to(cast, user, transfer, here.case.code_name) == []


@pytest.mark.parametrize("accepted", [False, True])
def test_a_case_that_was_written_into_it_shows_itself_to_nobody(cast, accepted):
    here, other = told_case(cast), files.case(cast)
    transfer = offer(cast, here)
    if accepted:
        accept(cast, transfer)
    assert shown_to(cast, cast.somchit, transfer, here.case.code_name)
    Transfer.objects.filter(pk=transfer.pk).update(case=other)
    for user in (cast.kham, cast.somchit):
        assert shown_to(cast, user, transfer, other.code_name) == []
