"""Whatever the order of offers and answers: one team has the case, and somebody alive opens it."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from fanal.cases import access as cases_access
from fanal.cases.models import Case
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.keys.models import Grant
from fanal.sharing.actions import transfer_answers
from fanal.sharing.models import Transfer
from tests.sharing.transfers import offer, told_case

LONG = timedelta(days=60 * 365)
ANSWERS = ["accept", "accept", "decline", "recall", "recall", "expire"]
STEPS = (["offer"] * 9 + ANSWERS) * 2


@pytest.fixture
def sides(cast):
    """Each team with its lead and its worker."""
    return {
        cast.bangkok: (cast.noi, cast.sokha),
        cast.vientiane: (cast.somchit, cast.kham),
        cast.saigon: (cast.huong, cast.linh),
    }


def act(cast, here, sides, what, chance):
    """One act by somebody, as often as not one that is not possible now."""
    case = Case.objects.get(id=here.case.id)
    if what == "offer":
        lead, team = sides[case.team][0], chance.choice(list(sides))
        kept = chance.choice([["medical"], ["medical", "whereabouts"]])
        near = [sides[team][0]] if "whereabouts" in kept else []
        return offer(cast, here, case=case, team=team, classes=kept, near=near, **cast.acting(lead))
    rows = list(Transfer.objects.order_by("state", "id"))
    row = chance.choice([one for one in rows if one.waits] * 3 + rows[:1])
    if what == "expire":
        return transfer_answers.expire_offers(today=chance.choice([row.due, row.due + LONG]))
    lead, worker = sides[row.giving if what == "recall" else row.receiving]
    if what == "accept":
        more = {"worker": worker, "near": chance.choice([[], [worker]])}
        return transfer_answers.accept(transfer=row, **cast.acting(lead), **more)
    return getattr(transfer_answers, what)(transfer=row, reason="So.", **cast.acting(lead))


def who_opens(cast, sides, case):
    """Who may open the case, and holds the keys to do it."""
    everybody = [one for pair in sides.values() for one in pair]
    may = [one for one in everybody if cases_access.cases_for(one).filter(id=case.id).exists()]
    return may, [
        one for one in may if {IDENTITY, NARRATIVE} <= cast.ring(one).compartments(case.id)
    ]


def test_after_any_order_of_acts_one_team_has_the_case_and_somebody_opens_it(cast, sides):
    here, chance = told_case(cast), random.Random(20261124)
    offer(cast, here)
    done = set()
    for what in chance.sample(STEPS, len(STEPS)):
        before = Case.objects.get(id=here.case.id)
        try:
            with transaction.atomic():
                act(cast, here, sides, what, chance)
            done.add(what)
        except (Refused, BadInput, Transfer.DoesNotExist):
            what = "nothing"
        case = Case.objects.get(id=here.case.id)
        assert what == "accept" or case.team == before.team
        may, can = who_opens(cast, sides, case)
        assert may == can == list(sides[case.team])
        waiting = Transfer.objects.filter(state="offered")
        assert [transfer.receiving for transfer in waiting] == (
            [case.offered_to] if case.offered_to else []
        )
        waits = Grant.objects.exclude(waits_for=None).filter(revoked=None)
        offers = set(Transfer.objects.values_list("id", flat=True))
        assert {grant.waits_for for grant in waits} & offers == {
            transfer.id for transfer in waiting
        }
        here.person.refresh_from_db()
        assert here.person.team == case.team
    assert done == {"offer", "accept", "decline", "recall", "expire"}
