"""A case goes to another team: what was asked of a health worker and what she released go along."""

import pytest
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.care.actions import asking
from fanal.care.models import CareRequest, CareSummary
from fanal.care.queries.pages import of_case
from fanal.core.care.asking import CareState
from fanal.core.roles import Role
from fanal.core.sealing.failures import NotGranted
from fanal.rotation.models import FolderToReseal
from fanal.rotation.queries import under_way
from fanal.sharing.actions import passing_on, transfer_answers
from tests import files
from tests.care.scene import WORDS, again, asks, noted, page, scene, taken
from tests.consents import says
from tests.rotation.thief import Thief
from tests.sharing.transfers import accept, offer

SUMMARY = "Zclinic on Thursday."


@pytest.fixture
def here(cast):
    """Taken and answered; she agrees that our teams know of her case."""

    here = scene(cast)
    says(cast, here, "referral")
    here.file = taken(cast, here)
    released(cast, here, SUMMARY)
    return here


def released(cast, here, words):
    return asking.release(
        request=again(here.asked), words=words, agreed="yes", **cast.acting(cast.ploy)
    )


def given(cast, here, callbacks, **more):
    """To Vientiane, as on the pages; with what thieves of Bangkok kept of the request."""
    here.transfer = offer(cast, here, **more)
    here.thieves = [Thief(cast, one, [here.asked.id]) for one in (cast.noi, cast.sokha)]
    with callbacks(execute=True):
        accept(cast, here.transfer)
    here.case.refresh_from_db()
    return here


def words_to(cast, here, reader):
    (shown,) = of_case(again(here.case), cast.ring(reader), timezone.now())
    return shown.said.get("words"), sorted(words for _made, words in shown.summaries)


def test_the_new_team_reads_what_was_asked_and_released_and_the_old_one_no_more(
    cast, here, django_capture_on_commit_callbacks
):
    given(cast, here, django_capture_on_commit_callbacks)
    assert words_to(cast, here, cast.kham) == (WORDS, [SUMMARY])
    shown = files.browser(cast, cast.kham).get(page("case", here.case.id))
    assert WORDS in shown.text
    assert SUMMARY in shown.text
    assert files.browser(cast, cast.sokha).get(page("case", here.case.id)).status_code == 404
    for row in (CareRequest.objects.get(), CareSummary.objects.get()):
        with pytest.raises(NotGranted):
            row.unseal(cast.ring(cast.sokha))
        assert not [thief for thief in here.thieves if thief.opens(row)]
    assert not under_way().exists()


def test_the_health_worker_goes_on_with_her_and_tells_the_new_team(
    cast, here, django_capture_on_commit_callbacks
):
    given(cast, here, django_capture_on_commit_callbacks)
    ploy = files.browser(cast, cast.ploy)
    assert WORDS in ploy.get(page("request", here.asked.id)).text
    released(cast, here, "Zmay faint.")
    assert words_to(cast, here, cast.kham) == (WORDS, [SUMMARY, "Zmay faint."])
    assert not [thief for thief in here.thieves if thief.opens(CareSummary.objects.latest("id"))]
    noted(cast, here.file, words="Zbruise")
    asking.answer(request=again(here.asked), to=CareState.ENDED, **cast.acting(cast.ploy))


def test_a_health_worker_of_the_first_team_keeps_what_she_was_asked_by_name(
    cast, here, django_capture_on_commit_callbacks
):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    Membership.objects.create(user=dara, team=cast.bangkok)  # without its key
    asked = asks(cast, here, to=dara)
    given(cast, here, django_capture_on_commit_callbacks)
    ring = cast.ring(dara)
    assert again(asked).unseal(ring)["words"] == WORDS
    asking.take(request=again(asked), by=dara, ring=ring)
    asking.release(request=again(asked), words="Zeats.", agreed="yes", by=dara, ring=ring)
    shown = of_case(again(here.case), cast.ring(cast.kham), timezone.now())
    told = [words for one in shown for _made, words in one.summaries]
    assert sorted(told) == sorted([SUMMARY, "Zeats."])


def test_the_care_file_itself_opens_to_nobody_of_the_new_team(
    cast, here, django_capture_on_commit_callbacks
):
    record = noted(cast, here.file, words="Zbruise")
    given(cast, here, django_capture_on_commit_callbacks)
    for reader in (cast.kham, cast.somchit):
        with pytest.raises(NotGranted):
            again(record).unseal(cast.ring(reader))


def test_until_it_is_accepted_it_opens_to_the_old_team_alone(cast, here):
    offer(cast, here)
    assert words_to(cast, here, cast.sokha) == (WORDS, [SUMMARY])
    assert words_to(cast, here, cast.kham) == (None, [])


def test_what_was_asked_while_the_offer_waited_goes_along(
    cast, here, django_capture_on_commit_callbacks
):
    asking.answer(request=again(here.asked), to=CareState.ENDED, **cast.acting(cast.ploy))
    transfer = offer(cast, here)
    asks(cast, here)
    with django_capture_on_commit_callbacks(execute=True):
        accept(cast, transfer)
    shown = of_case(again(here.case), cast.ring(cast.kham), timezone.now())
    assert [one.said.get("words") for one in shown] == [WORDS, WORDS]


def test_an_offer_that_is_declined_takes_nothing_along(cast, here):
    transfer = offer(cast, here)
    transfer_answers.decline(
        transfer=again(transfer), reason="No bed.", **cast.acting(cast.somchit)
    )
    assert words_to(cast, here, cast.sokha) == (WORDS, [SUMMARY])
    assert words_to(cast, here, cast.kham) == (None, [])


def test_health_that_is_held_back_is_passed_on_later_with_what_was_asked(
    cast, here, django_capture_on_commit_callbacks
):
    given(cast, here, django_capture_on_commit_callbacks, classes=["legal"], near=[])
    assert words_to(cast, here, cast.kham) == (None, [])
    assert files.browser(cast, cast.kham).get(page("case", here.case.id)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        passing_on.pass_on_more(
            transfer=again(here.transfer), classes=["medical"], **cast.acting(cast.noi)
        )
    assert words_to(cast, here, cast.kham) == (WORDS, [SUMMARY])
    with pytest.raises(NotGranted):
        CareSummary.objects.get().unseal(cast.ring(cast.sokha))
    assert FolderToReseal.objects.filter(folder=here.asked.id).exists(), "a lead goes on with it"


def test_back_at_its_first_team_it_is_read_there_again(
    cast, here, django_capture_on_commit_callbacks
):
    given(cast, here, django_capture_on_commit_callbacks)
    back = {"team": cast.bangkok, **cast.acting(cast.somchit)}
    transfer = offer(cast, here, near=[cast.noi], **back)
    with django_capture_on_commit_callbacks(execute=True):
        accept(cast, transfer, worker=cast.sokha, near=[], **cast.acting(cast.noi))
    assert words_to(cast, here, cast.sokha) == (WORDS, [SUMMARY])
    assert words_to(cast, here, cast.kham) == (None, [])
