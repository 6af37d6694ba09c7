"""Ten thousand cases under every text, on one core."""

import random
import time

import pytest

from fanal.core.law.assess import assess
from fanal.core.law.case import LawCase, LawPerson, Places, Sex
from fanal.core.law.catalogue import instruments
from fanal.core.law.vocabulary import vocabulary
from tests.core.law.build import facts

GOAL, CASES = 5.0, 10_000


def cases(seed=1):
    chance, codes = random.Random(seed), list(vocabulary())
    for _ in range(CASES):
        low = chance.randint(8, 40)
        person = LawPerson(chance.choice(list(Sex)), low, low + chance.randint(0, 5))
        places = Places(frozenset(chance.sample(["LA", "TH", "VN", "CN", "MM"], 2)))
        yield LawCase(person, places), {c: chance.choice([True, False, None]) for c in codes}


@pytest.mark.bench
def test_ten_thousand_cases_under_every_text_take_less_than_five_seconds():
    texts, given = list(instruments().values()), list(cases())
    start = time.process_time()
    findings = [assess(text, case, facts(known)).overall for case, known in given for text in texts]
    spent = time.process_time() - start
    print(f"\n{len(findings)} assessments: {spent:.2f} s of CPU (goal {GOAL} s)")
    assert len(findings) == CASES * len(texts)
    assert spent < GOAL
