"""What no form sends and nobody may write: answers that contradict each other, and a second yes."""

from datetime import time

import pytest

from fanal.core.errors import BadInput, Refused
from fanal.reintegration.actions import families, records
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import Plan
from tests import files
from tests.exclusion import kept_out
from tests.files import again
from tests.reintegration.scene import DAY, begins, today


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"begin": time(18), "end": time(9)}, "the last hour comes before the first"),
        ({"ways": ["pigeon"]}, "list"),
        ({"days": ["8"]}, "list"),
        ({"ways": ["call"], "never_call": True}, "she must never be called"),
    ],
)
def test_rules_that_contradict_each_other_are_no_rules_of_hers(rules, why):
    with pytest.raises(BadInput, match=why):
        ContactRules(**rules).kept()


def test_no_plan_is_begun_for_what_is_in_no_list(cast):
    with pytest.raises(BadInput):
        begins(cast, files.person(cast), today(), domains=["riches"])
    assert not Plan.objects.exists()


def assessed(cast, here, **more):
    told = {"answers": {"her_wish": "Home."}, "result": "safe", "conditions": [], "on": today()}
    return families.assess(person=here.person, **told | more, **cast.acting(cast.sokha))


def test_without_her_own_wish_her_family_is_not_assessed(cast, here):
    with pytest.raises(BadInput, match="ask her apart what she wants"):
        assessed(cast, here, answers={})
    with pytest.raises(BadInput):
        assessed(cast, here, result="conditions", conditions=["a cow"])


def test_a_second_assessor_agrees_once(cast, here):
    row = assessed(cast, here)
    families.second(row=row, words="I went there.", **cast.acting(cast.noi))
    with pytest.raises(Refused, match="a second assessor has agreed already"):
        families.second(row=row, words="I too.", **cast.acting(cast.noi))
    assert again(row).unseal(cast.ring(cast.sokha))["second"] == "I went there."


def test_where_the_first_assessor_is_kept_out_of_her_file_nobody_agrees_with_her(cast, here):
    row = assessed(cast, here)
    kept_out(cast, here.case, cast.sokha, "on its own list")
    with pytest.raises(Refused, match="now kept out of her file: assess it again"):
        families.second(row=row, words="I went there.", **cast.acting(cast.noi))
    assert again(row).second is None


def test_a_promise_has_a_day_to_come_and_is_settled_once(cast, here):
    acting = cast.acting(cast.sokha)
    with pytest.raises(BadInput, match="the day comes before the promise"):
        records.promise(plan=here.plan, words="Fees.", due=today() - DAY, **acting)
    made = records.promise(plan=here.plan, words="Fees.", due=today(), **acting)
    made.plan = here.plan
    told = {"state": "kept", "told_her": False, "words": "", **acting}
    records.settle_promise(record=made, version=made.version, **told)
    with pytest.raises(Refused, match="this promise was settled already"):
        records.settle_promise(record=made, version=made.version, **told)
