"""What authorities found, what can be asked of them, and the table of one operation."""

from datetime import date
from itertools import permutations

import pytest

from fanal.core.errors import BadInput, Refused
from fanal.core.law.findings import (
    Body,
    HumanFinding,
    Status,
    Step,
    disagree,
    latest_findings,
    refusals,
)
from fanal.core.law.ledger import LedgerLine, ledger, remarks
from fanal.core.law.review import FACTS, request_for_review
from tests.core.law.build import read

DAY, LATER = date(2011, 12, 20), date(2012, 3, 1)


def identified(body=Body.TEAM, on=DAY, country="TH"):
    return HumanFinding(Status.ACTUAL, Step.IDENTIFIED, body, on, country)


def refused(body=Body.POLICE, on=DAY, country="TH"):
    return HumanFinding(Status.NOT, Step.REFUSED, body, on, country, "passport says she is 19")


def test_no_finding_is_no_disagreement():
    assert not disagree([])
    assert refusals([]) == []


def test_two_bodies_may_stand_side_by_side_and_disagree():
    both = [identified(), refused()]
    assert latest_findings(both) == sorted(both, key=lambda f: f.on)
    assert disagree(both)


def test_the_last_word_of_a_body_counts():
    assert refusals([refused(), identified(Body.POLICE, LATER)]) == []


def test_on_one_day_the_order_of_the_rows_decides_nothing():
    presumed = HumanFinding(Status.POSSIBLE, Step.PRESUMED, Body.POLICE, DAY, "TH")
    appealed = HumanFinding(Status.NOT, Step.APPEALED, Body.POLICE, DAY, "TH")
    steps = [refused(), presumed, appealed]
    assert {tuple(latest_findings(one)) for one in permutations(steps)} == {(appealed,)}
    # Nobody knows which of these came last: the body contradicts itself, and a review can be asked.
    both = [identified(Body.POLICE), refused()]
    assert {tuple(latest_findings(one)) for one in permutations(both)} == {tuple(both)}
    assert disagree(both)
    assert refusals(both) == [refused()]


def appealed_on(day):
    return HumanFinding(Status.NOT, Step.APPEALED, Body.POLICE, day, "TH")


@pytest.mark.parametrize(
    ("findings", "stands"),
    [
        ([refused(), appealed_on(LATER), identified(Body.POLICE, LATER)], [Step.IDENTIFIED]),
        ([refused(), appealed_on(LATER), refused(on=LATER)], [Step.REFUSED]),
        ([refused(), appealed_on(DAY), refused()], [Step.REFUSED]),
        ([refused(), appealed_on(DAY)], [Step.APPEALED]),
        ([appealed_on(DAY), refused(on=LATER), appealed_on(LATER)], [Step.APPEALED]),
    ],
)
def test_what_became_of_an_appeal_stands_also_where_it_is_of_the_same_day(findings, stands):
    for told in permutations(findings):
        assert [one.step for one in latest_findings(told)] == stands


def test_a_refusal_without_a_reason_is_refused():
    with pytest.raises(BadInput, match="reason"):
        HumanFinding(Status.NOT, Step.REFUSED, Body.POLICE, DAY, "TH", " ")


@pytest.mark.parametrize(
    "parts",
    [
        (Status.NOT, Step.IDENTIFIED, Body.NGO, DAY, "TH"),
        (Status.POSSIBLE, Step.PRESUMED, Body.NGO, DAY, "SIAM"),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused(parts):
    with pytest.raises(BadInput):
        HumanFinding(*parts)


def test_a_finding_from_the_future_is_refused():
    with pytest.raises(BadInput, match="still to come"):
        identified(on=LATER).no_later_than(DAY)


def test_no_review_is_asked_when_no_applying_text_is_met():
    with pytest.raises(Refused):
        request_for_review(
            refused(), [read("th-2551", "recruited"), read("cn-240", "sold abducted")]
        )


def test_a_request_for_review_puts_the_law_of_the_country_first():
    record = "recruited deception prostitution_of_others"
    request = request_for_review(refused(), [read("palermo-2000", record), read("th-2551", record)])
    assert [g.instrument for g in request.grounds] == ["th-2551", "palermo-2000"]
    assert {leaf.code for leaf in request.grounds[0].present} == {
        "recruited",
        "deception",
        "prostitution_of_others",
    }
    assert all(leaf.article for leaf in request.grounds[0].present)
    assert request.grounds[0].non_punishment[0].article == "s.41"
    assert "passport says she is 19" in str(request.opening)
    assert len(request.asks) == 2


def test_a_request_sets_three_texts_beside_one_another_fact_by_fact():
    record = "recruited deception prostitution_of_others"
    texts = ("palermo-2000", "th-2551", "la-2015", "my-670")
    read_ones = [read(text, record, where="LA>MY>TH", when="2018-01-01") for text in texts]
    request = request_for_review(refused(), read_ones)
    assert [g.instrument for g in request.shown] == ["th-2551", "la-2015", "my-670"]
    assert [g.instrument for g in request.others] == ["palermo-2000"]
    assert [row.name for row in request.rows] == ["child", "act", "means", "purpose"]
    facts = [fact for row in request.rows for fact in row.facts]
    assert [fact.code for fact in facts] == record.split()
    assert all(fact.counts == (True, True, True) for fact in facts)
    assert request.further == 0


def test_the_weightiest_facts_of_each_element_stay_on_the_sheet():
    everything = "*act *means *purpose"
    request = request_for_review(refused(), [read("th-2551", everything)])
    kept = {row.name: len(row.facts) for row in request.rows}
    assert sum(kept.values()) == FACTS
    assert min(kept["act"], kept["means"], kept["purpose"]) >= 4
    assert request.further > 20


def test_a_definition_for_staff_alone_is_no_ground_before_an_authority():
    with pytest.raises(Refused):
        request_for_review(refused(), [read("un-sgb-2003-13", "sexual_intrusion_forced")])


def test_a_long_reason_is_cut_at_a_word():
    told = HumanFinding(Status.NOT, Step.REFUSED, Body.POLICE, DAY, "TH", "word " * 200)
    record = "recruited deception prostitution_of_others"
    opening = str(request_for_review(told, [read("th-2551", record)]).opening)
    assert opening.endswith("word …")
    assert len(opening) < 400


def decided_by(findings, step):
    return frozenset(one.body for one in latest_findings(findings) if one.step is step)


def line(person, screened=None, findings=(), **more):
    decided = {
        "identified_by": decided_by(findings, Step.IDENTIFIED),
        "refused_by": decided_by(findings, Step.REFUSED),
    }
    return LedgerLine(person, screened, **decided, **more)


def operation(found, victims, minors, charged):
    """Everyone is screened; the first `victims` are identified, the last `charged` are charged."""
    return [
        line(
            person=f"P{n:02}",
            screened=True,
            minor=n < minors,
            met=frozenset({"palermo-2000"}) if n < victims else frozenset(),
            findings=(identified() if n < victims else refused(),),
            charged=n >= found - charged,
            deported=False,
        )
        for n in range(found)
    ]


def test_an_empty_operation_counts_nothing():
    assert ledger([]).found == 0


def test_sattahip_2011_seventeen_found_four_identified_thirteen_charged():
    table = ledger(operation(17, 4, 3, 13))
    assert (table.found, table.identified, table.minors, table.charged_or_deported) == (
        17,
        4,
        3,
        13,
    )
    assert table.refused_by == {Body.POLICE: 13}


def test_sungai_kolok_2011_forty_one_found_twenty_identified_seven_under_age():
    table = ledger(operation(41, 20, 7, 0))
    assert (table.found, table.identified, table.minors, table.refused) == (41, 20, 7, 21)


def test_a_person_with_two_findings_is_counted_once_in_each_column():
    table = ledger(
        [line("P1", findings=(identified(), identified(Body.POLICE), refused(Body.COURT)))]
    )
    assert (table.found, table.identified, table.refused) == (1, 1, 1)
    assert table.identified_by == {Body.TEAM: 1, Body.POLICE: 1}


def test_what_nobody_recorded_is_counted_as_not_known():
    table = ledger([line("P1"), line("P2", screened=False, minor=True, charged=True)])
    assert table.screened == 0
    assert table.unknown == {"screened": 1, "minor": 1, "charged": 1}


def test_whoever_meets_a_law_and_was_not_identified_is_pointed_out():
    table = ledger(
        [line("P1", True, met=frozenset({"th-2551"}), findings=(refused(),)), line("P2")]
    )
    said = [str(s) for s in remarks(table)]
    assert said == [
        "1 found and not recorded as screened",
        "1 whose recorded facts meet a law and whom no one identified",
    ]


def test_an_identified_person_who_is_charged_is_pointed_out():
    table = ledger([line("P1", True, findings=(identified(),), deported=True)])
    assert "1 identified and charged or deported all the same" in [str(s) for s in remarks(table)]


def test_one_person_twice_in_an_operation_is_refused_by_name():
    with pytest.raises(BadInput, match="P1"):
        ledger([line("P1"), line("P1")])
