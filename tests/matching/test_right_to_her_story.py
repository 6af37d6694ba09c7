"""A referral drafted from an exchange asks for the right to her story, as one from her case does.

Her case went to another team while her file stayed: what a grant opens of it is not what she told.
"""

import pytest
from django.urls import reverse

from fanal.cases.models import Case
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.keys.actions import grant
from fanal.keys.models import Folder
from fanal.matching.models import ExchangeSecret, FollowUp
from fanal.sharing.models import Referral
from tests import files
from tests.matching.test_exchanges import agreed, lotus, page
from tests.matching.test_followups import OURS, PAIR, asks


@pytest.fixture
def row(cast, person):
    """An exchange that paired her, and whose question to the partner named her by OURS."""
    row = agreed(cast, lotus(cast))
    pair = {
        "id": PAIR,
        "person": str(person.id),
        "theirs": "t-1",
        "band": "strong",
        "counted": False,
    }
    for what, data in (
        ("pairs", {"pairs": [pair]}),
        ("side", {"side": {}, "pseudonyms": {OURS: str(person.id)}}),
    ):
        held = ExchangeSecret(folder=row.id, exchange=row, what=what)
        held.seal(cast.ring(cast.noi), data)
        held.save(force_insert=True)
    return row


def goes_away(cast, case, to):
    """To another team; who asks is granted the legal part, and her keys are where they were."""
    Case.objects.filter(id=case.id).update(team=cast.vientiane)
    Folder.objects.filter(id=case.id).update(team=cast.vientiane)
    opens(cast, case, to, LEGAL)


def opens(cast, case, to, part):
    grant(folder=case.id, compartments=[part], to=to, **cast.acting(cast.noi), reason="asked")


def answers(cast, user, address):
    """What the form answers when it is looked at, and when it is sent."""
    browser = files.browser(cast, user)
    return browser.get(address).status_code, browser.post(address, {}).status_code


CLOSED, OPEN = (404, 404), (200, 422)


def test_a_pair_becomes_a_question_only_where_her_story_is_open(cast, row, person, case):
    asking = page("ask_partner", row, PAIR)
    assert answers(cast, cast.noi, asking) == OPEN
    goes_away(cast, case, cast.noi)
    assert (
        files.browser(cast, cast.noi).get(reverse("cases:case", args=[case.id])).status_code == 200
    )
    assert answers(cast, cast.noi, asking) == CLOSED
    opens(cast, case, cast.noi, NARRATIVE)
    assert answers(cast, cast.noi, asking) == OPEN
    assert not Referral.objects.exists()


def test_of_two_cases_the_one_whose_story_is_open_is_the_one_that_asks(cast, row, person, case):
    newer = files.case(cast, people=[person])
    goes_away(cast, newer, cast.noi)
    asking = page("ask_partner", row, PAIR)
    assert answers(cast, cast.noi, asking) == OPEN
    goes_away(cast, case, cast.noi)
    assert answers(cast, cast.noi, asking) == CLOSED


def test_a_partner_is_answered_only_where_her_story_is_open(cast, row, case):
    asks(cast, row)
    question = FollowUp.objects.get()
    answer = reverse("matching:answer_partner", args=[question.id])
    assert answers(cast, question.to, answer) == OPEN
    goes_away(cast, case, question.to)
    assert answers(cast, question.to, answer) == CLOSED
    opens(cast, case, question.to, NARRATIVE)
    assert answers(cast, question.to, answer) == OPEN
    assert not Referral.objects.exists()
