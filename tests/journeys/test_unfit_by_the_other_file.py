"""The partner who has her is found not to be safe: the other team of a two-country file, which agreed
with the first to say how she is, hears in the same minute that it is a partner, and no more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.cases.queries.codes import codes_of
from fanal.core.casework.present import DangerState
from fanal.core.journeys.events import Sign
from fanal.journeys.models import MailDue
from fanal.partners.actions import findings
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.journeys.scene import trusted
from tests.kept import kept
from tests.sharing.transfers import agreed, told_case

TOLD = "Another team of ours knows her with a partner"


@pytest.fixture
@kept
def here(cast):
    """Sokha saw her with a shelter that two people trust; Kham has her other file."""
    made = told_case(cast)
    made.shared = agreed(cast, made)
    made.mine = made.theirs.people.get()
    made.house = trusted(cast, "Quiet House")
    record_sign(
        case=made.case, person=made.person, sign=Sign.SEEN, with_whom="partner",
        with_name="Quiet House", said_at=timezone.now(), **cast.acting(cast.sokha),
    )  # fmt: skip
    return made


def falls(cast, here):
    MailDue.objects.all().delete()
    told = {"level": "dangerous", "reasons": ["complicit_with_suspects"]}
    findings.record_finding(about=here.house, by=cast.noi, **told)


def board(cast, who):
    return files.main_of(cast, who, reverse("journeys:board"))


def test_it_is_told_by_kind_on_board_and_start_page_and_by_mail(cast, here):
    assert TOLD not in board(cast, cast.kham)
    falls(cast, here)
    for who in (cast.kham, cast.somchit):
        assert TOLD in board(cast, who)
        assert "Quiet House" not in board(cast, who)
        assert MailDue.objects.filter(to=who).exists()
    assert here.mine.code_name in files.start_page(cast, cast.kham)
    assert TOLD not in board(cast, cast.sokha)  # she reads it of her own case


def test_that_she_was_said_to_be_safe_there_is_in_doubt_here_too(cast, here):
    said = {"case": here.theirs, "person": here.mine, **cast.acting(cast.kham)}
    say_in_danger(said_by="mother", said_at=timezone.now(), **said)
    safe = {"said_by": "herself", "free": True, "what_changed": "She walked out."}
    say_no_longer(said_at=timezone.now(), **safe, **said)
    page = reverse("cases:case", args=[here.theirs.id])
    assert "state--ok" in files.main_of(cast, cast.kham, page)
    falls(cast, here)
    assert "state--ok" not in files.main_of(cast, cast.kham, page)
    assert codes_of([here.mine.id])[here.mine.id] is DangerState.DOUBTED


@pytest.mark.parametrize("ended", [True, False])
def test_a_team_that_may_not_hear_how_she_is_hears_nothing(cast, here, ended):
    if ended:
        shared_actions.end(side=here.sides[cast.vientiane.pk], by=cast.somchit)
    else:
        side = here.sides[cast.bangkok.pk]
        shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.noi)
    falls(cast, here)
    assert TOLD not in board(cast, cast.kham)
    assert not MailDue.objects.filter(to=cast.kham).exists()


def test_while_a_conflict_keeps_one_of_the_team_out_nothing_is_told_to_it(cast, here):
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    falls(cast, here)
    assert TOLD not in board(cast, cast.somchit)
