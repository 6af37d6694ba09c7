"""Who has her by the case of the other team is read in the first, though she never travelled."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.cases.models import StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.last_contact import heard_anywhere, heard_in_cases
from fanal.core.casework.statements import Custody
from fanal.core.journeys.events import Sign
from fanal.reintegration.queries.facts import heard_of
from tests import files
from tests.kept import kept
from tests.sharing.transfers import agreed, told_case

NOBODY = "None of us is with her."
WITH_FAMILY = "With her family, or people she trusts."


@pytest.fixture
@kept
def here(cast):
    """Sokha's case; Kham's of the same girl, who lives with her aunt."""
    made = told_case(cast)
    agreed(cast, made)
    return made


def seen_with(cast, here, whom, name=""):
    record_sign(
        case=here.theirs, person=here.theirs.people.get(), sign=Sign.SEEN, with_whom=whom,
        with_name=name, said_at=timezone.now(), **cast.acting(cast.kham),
    )  # fmt: skip


def page_of(cast, case, who):
    return files.main_of(cast, who, reverse("cases:case", args=[case.id]))


def test_the_first_case_reads_who_has_her_and_no_name(cast, here):
    assert NOBODY in page_of(cast, here.case, cast.sokha)
    seen_with(cast, here, "family", "her aunt")
    page = page_of(cast, here.case, cast.sokha)
    assert WITH_FAMILY in page
    assert "her aunt" not in page
    assert "With her aunt." in page_of(cast, here.theirs, cast.kham)
    assert StateCode.objects.get(case=here.case).stored.custody is Custody.FAMILY


def test_what_the_second_says_later_replaces_it_and_does_not_come_back_as_a_doubt(cast, here):
    seen_with(cast, here, "family", "her aunt")
    for _ in range(2):
        assert WITH_FAMILY in page_of(cast, here.case, cast.sokha)
        assert "With her aunt." in page_of(cast, here.theirs, cast.kham)
    seen_with(cast, here, "nobody")
    for who, case in ((cast.sokha, here.case), (cast.kham, here.theirs)):
        assert NOBODY in page_of(cast, case, who)


def stored(case):
    return StateCode.objects.get(case=case).stored.custody


def test_the_list_of_the_first_team_knows_it_before_anybody_opens_the_case(cast, here):
    files.opened(here.case)
    seen_with(cast, here, "family", "her aunt")
    assert stored(here.case) is Custody.FAMILY
    seen_with(cast, here, "herself")
    assert stored(here.case) is Custody.HERSELF
    seen_with(cast, here, "holder", "the bar")
    assert stored(here.case) is None
    board = files.main_of(cast, cast.sokha, f"{reverse('journeys:board')}?show=alone")
    assert here.person.code_name in board


def test_what_the_first_case_says_itself_is_not_replaced(cast, here):
    record_sign(
        case=here.case, person=here.person, sign=Sign.SEEN, with_whom="ours", with_name="",
        said_at=timezone.now(), **cast.acting(cast.sokha),
    )  # fmt: skip
    seen_with(cast, here, "holder", "the bar")
    assert stored(here.case) is Custody.OURS


def test_who_has_her_is_no_sign_of_life(cast, here):
    """A day on which it was said with whom she is counted as one on which she was heard from."""
    record_sign(
        case=here.theirs, person=here.theirs.people.get(), sign=Sign.SAID_BY_THIRD_PERSON,
        with_whom="family", said_at=timezone.now(), **cast.acting(cast.kham),
    )  # fmt: skip
    her = here.theirs.people.get().id
    assert heard_in_cases([her])[her].kept == timezone.localdate()
    assert heard_anywhere([her]) == set()
    assert heard_of([her]) == {}


def test_a_row_of_before_is_given_the_day_without_a_look_for_everybody_in_danger(cast, here):
    seen_with(cast, here, "family", "her aunt")
    row = StateCode.objects.get(case=here.theirs)
    row.heard = HeardOn.of(row.heard)._replace(kept=None).packed()
    row.save(update_fields=["heard"])
    version = files.again(row).version
    page_of(cast, here.theirs, cast.kham)
    row = files.again(row)
    assert (HeardOn.of(row.heard).kept, row.version) == (timezone.localdate(), version)
