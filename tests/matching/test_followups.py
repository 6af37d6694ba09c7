"""A partner asks by a pseudonym: from one person to another, and nothing tells whether it is ours."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.accounts.actions import end_account, offboarding
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import Case
from fanal.core.errors import Refused
from fanal.keys.actions.offboarding import take_out
from fanal.keys.actions.offers import take_from_team
from fanal.matching.actions import exchanges
from fanal.matching.actions.exchanges import MOST_A_DAY
from fanal.matching.models import ExchangeSecret, FollowUp
from fanal.matching.queries.followups import decides_on, named_in
from fanal.people.actions.merges import decide
from fanal.sharing.actions.rules import never_tell
from fanal.sharing.models import Referral
from fanal.web.decisions import how_many
from tests import files
from tests.exclusion import WAYS, kept_out
from tests.journal import entries
from tests.matching.test_exchanges import agreed, lotus, page, proposed
from tests.shares import mostly_long

OURS, NOBODYS = "00aa11bb22cc33dd", "ffffffffffffffff"
PAIR = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def row(cast, person):
    """An exchange in which one of the matches by which she was found is called OURS."""
    row = agreed(cast, lotus(cast))
    held = ExchangeSecret(folder=row.id, exchange=row, what="pairs")
    pair = {"person": str(person.id), "theirs": "a-surer-name", "also": [OURS]}
    held.seal(
        cast.ring(cast.noi), {"pairs": [{"id": PAIR, "band": "strong", "counted": False} | pair]}
    )
    held.save(force_insert=True)
    return row


def asks(cast, row, pseudonym=OURS, by=None):
    """What the page answers the lead who types it in."""
    browser = files.browser(cast, by or cast.noi)
    sent = {"pseudonym": pseudonym, "contact": "Dr Mala, at the clinic"}
    return browser.post(page("pass_on", row), sent, follow=True)


def waiting(cast, user):
    return files.browser(cast, user).get(reverse("web:decisions")).text


def test_the_question_reaches_who_works_on_the_file_and_becomes_a_referral(cast, row, case, person):
    said = {"case": case, "person": person, "purpose": "referral", "answer": "given"}
    record_consent(partner=row.partner_id, **cast.acting(cast.sokha), **said)
    asks(cast, row)
    assert person.code_name in waiting(cast, cast.sokha)
    assert person.code_name not in waiting(cast, cast.noi)
    sokha, question = files.browser(cast, cast.sokha), FollowUp.objects.get()
    shown = sokha.get(reverse("matching:follow_up", args=[question.id])).text
    assert "Dr Mala" in shown
    assert "may be told today" in shown
    address = reverse("matching:answer_partner", args=[question.id])
    form = sokha.get(address).context["form"]
    sent = {"kind": "referral", "answer_within": 5, **form.initial} | {"area": ""}
    assert sokha.post(address, sent).status_code == 422
    sent |= {"person": person.id, "partner": row.partner_id, "area": area(cast).id}
    assert sokha.post(address, sent)["Location"] == reverse(
        "sharing:referral", args=[Referral.objects.get().id]
    )
    question.refresh_from_db()
    assert question.referral == Referral.objects.get()
    assert person.code_name not in waiting(cast, cast.sokha)


def area(cast):
    from fanal.partners.actions.areas import add_area

    return add_area(code="LA", name="Laos", kind="country", by=cast.noi)


def test_ours_nobodys_and_one_of_whom_nothing_may_be_told_look_and_cost_alike(
    cast, row, case, person
):
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.sokha)
    seen, costs = [], []
    for pseudonym in (OURS, NOBODYS):
        browser = files.browser(cast, cast.noi)
        with CaptureQueriesContext(connection) as queries:
            sent = {"pseudonym": pseudonym, "contact": "Dr Mala"}
            answer = browser.post(page("pass_on", row), sent)
        costs.append(len(queries))
        shown = browser.get(answer["Location"]).text
        seen.append([line for line in shown.splitlines() if "Saved. If it is one of ours" in line])
    assert seen[0] == seen[1] != []
    assert costs[0] == costs[1]
    assert [follow_up.to for follow_up in FollowUp.objects.order_by("person")].count(
        cast.sokha
    ) == 1
    assert person.code_name not in waiting(cast, cast.noi)


def test_where_the_gate_says_no_the_colleague_knows_and_cannot_answer(cast, row, case):
    never_tell(case=case, partner=row.partner, reason="a cousin works there", by=cast.sokha)
    asks(cast, row)
    question = FollowUp.objects.get()
    sokha = files.browser(cast, cast.sokha)
    shown = sokha.get(reverse("matching:follow_up", args=[question.id])).text
    assert "may not be told that we know her" in shown
    assert "Prepare an answer" not in shown
    sokha.post(reverse("matching:leave", args=[question.id]))
    assert "Nothing to decide" in waiting(cast, cast.sokha)
    assert sokha.get(reverse("matching:follow_up", args=[question.id])).status_code == 404


def test_only_the_one_it_went_to_opens_it_and_nobody_once_kept_out(cast, row, case):
    asks(cast, row)
    question = FollowUp.objects.get()
    for user in (cast.noi, cast.claire, cast.mai, cast.linh):
        for one in (question.id, uuid4()):
            address = reverse("matching:follow_up", args=[one])
            assert files.browser(cast, user).get(address).status_code == 404
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    assert "Nothing to decide" in waiting(cast, cast.sokha)
    address = reverse("matching:follow_up", args=[question.id])
    assert files.browser(cast, cast.sokha).get(address).status_code == 404


def test_it_goes_to_nobody_whom_another_case_of_those_in_hers_keeps_out(cast, row, case, person):
    sister = files.person(cast, ["Somsy"])
    add_person(case=case, person=sister, by=cast.sokha)
    listed = files.case(cast, people=[sister])
    asks(cast, row)
    question = FollowUp.objects.get()
    assert question.to == cast.sokha
    keep_out(case=listed, user=cast.sokha, reason="her cousin", by=cast.noi)
    assert "Nothing to decide" in waiting(cast, cast.sokha)
    address = reverse("matching:follow_up", args=[question.id])
    assert files.browser(cast, cast.sokha).get(address).status_code == 404
    assert decides_on(row, person.id)[1] == cast.noi


def test_the_file_that_stands_for_her_now_is_meant_and_a_lead_where_nobody_has_the_case(
    cast, row, person
):
    other = files.person(cast, ["Bouakham Vongsa"])
    case = files.case(cast, people=[other])
    case.assignee = None
    case.save()
    decide(keep=other, other=person, same=True, reason="one passport", **cast.acting(cast.sokha))
    asks(cast, row)
    assert (FollowUp.objects.get().person, FollowUp.objects.get().to) == (other, cast.noi)


def test_an_exchange_that_is_not_open_and_too_many_questions_a_day_are_refused(cast, row):
    for _ in range(MOST_A_DAY):
        asks(cast, row, NOBODYS)
    assert "ask again tomorrow" in asks(cast, row, NOBODYS).text
    assert (
        "This field is required"
        in files.browser(cast, cast.noi)
        .post(page("pass_on", row), {"pseudonym": "", "contact": "Dr Mala"})
        .text
    )
    asked = {"pseudonym": OURS, "contact": "x", **cast.acting(cast.noi)}
    with pytest.raises(Refused, match="not open"):
        exchanges.pass_on(exchange=proposed(cast, row.partner, project="TULIP"), **asked)
    with pytest.raises(Refused, match="not open"):
        exchanges.pass_on(exchange=row, on=row.ends_on + timedelta(days=1), **asked)


def test_an_exchange_waits_beside_the_menu_for_whoever_may_agree_and_not_for_its_writer(cast):
    row = proposed(cast, lotus(cast))
    assert row.partner.name in waiting(cast, cast.claire)
    assert 'nav__count">1<' in files.browser(cast, cast.claire).get("/help/").text
    for user in (cast.noi, cast.sokha, cast.somchit):
        assert "Nothing to decide" in waiting(cast, user)
    exchanges.agree(exchange=row, by=cast.claire)
    assert "Nothing to decide" in waiting(cast, cast.claire)


def test_a_question_about_a_case_that_went_to_another_team_waits_for_nobody_of_the_first(
    cast, row, case, person
):
    asks(cast, row)
    question = FollowUp.objects.get()
    assert how_many(cast.sokha) == 1
    Case.objects.filter(id=case.id).update(team=cast.saigon)
    take_from_team([case.id], cast.bangkok)
    assert person.code_name not in waiting(cast, cast.sokha)
    assert how_many(cast.sokha) == 0
    address = reverse("matching:follow_up", args=[question.id])
    assert files.browser(cast, cast.sokha).get(address).status_code == 404


def waits_for(user):
    return how_many(user)


@pytest.mark.parametrize("gone", ["left the team", "account ended", *mostly_long(WAYS, of=4)])
def test_a_question_to_somebody_who_is_gone_waits_for_who_would_get_it_today(
    cast, row, case, person, gone
):
    """Neither who typed it in nor the partner would ever miss it."""
    asks(cast, row)
    question = FollowUp.objects.get()
    assert question.to == cast.sokha
    if gone == "account ended":
        end_account(user=cast.sokha, by=cast.anan)
    elif gone in WAYS:
        kept_out(cast, case, cast.sokha, gone)
        assert waits_for(cast.sokha) == 0
    else:
        take_out(
            leaving=offboarding.ask(user=cast.sokha, team=cast.bangkok, by=cast.anan), by=cast.noi
        )
        assert waits_for(cast.sokha) == 0
    assert person.code_name in waiting(cast, cast.noi)
    assert waits_for(cast.noi) == 1
    address = reverse("matching:follow_up", args=[question.id])
    assert files.browser(cast, cast.noi).get(address).status_code == 200
    for user in (cast.somchit, cast.claire):
        assert waits_for(user) == 0
        assert files.browser(cast, user).get(address).status_code == 404
    files.browser(cast, cast.noi).post(reverse("matching:leave", args=[question.id]))
    assert waits_for(cast.noi) == 0


def test_a_question_that_names_nobody_has_nobody_to_answer_about():
    with pytest.raises(TypeError):
        named_in(FollowUp())


def test_of_two_answers_at_once_the_first_holds_and_the_journal_says_one(cast, row, case):
    asks(cast, row)
    seen = [FollowUp.objects.get() for _ in range(2)]
    for question in seen:
        exchanges.close(follow_up=question, by=cast.sokha)
    assert len(entries("exchange.followed")) == 1
