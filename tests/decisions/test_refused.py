"""Whoever is asked as second person can say no with a reason, and whoever asked reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions.refusing import KEPT_FOR, forget_refusals
from fanal.accounts.models import Membership, Refusal, User
from fanal.accounts.refusals import refused_to
from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import break_glass, keep_out, review_broken_glass
from fanal.cases.models import Case
from fanal.cases.queries.today.refused import closed_to, refused_today
from fanal.core.errors import Refused
from fanal.core.roles import Permission, Role
from fanal.core.sealing.failures import BrokenSeal
from fanal.journeys.models import Journey
from fanal.organisation.actions.stand_ins import agree
from fanal.retention.actions import holds
from fanal.sharing.access import told_in
from fanal.sharing.actions.partner_files import approve_file
from fanal.sharing.models import PartnerFile, Referral
from fanal.web.decisions import kinds, waiting_for
from tests import files
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import MAY_ASK, asks, stands
from tests.journal import the_entry
from tests.organisation.colleagues import stands_in
from tests.refused import WHY, says_no
from tests.retention import scene as retention

# The page that decides asks why itself, and the case, the journey or the start page says so; or
# there is no no to it: a danger that two answers disagree on is decided, an opening is over.
SAYS_SO_ITSELF = {
    "advance", "loss", "money", "transfer", "bed_request", "closure", "best_interests",
    "state", "opening", "team_key", "confirmation", "follow_up",
}  # fmt: skip
WORDS = {
    "transfer": ("sharing:decline", {"reason": WHY}, "did not take it over"),
    "closure": ("cases:drop", {"why": WHY}, "The case stays open: read why under Closure"),
    "best_interests": (
        "protection:decide", {"agreed": "no", "words": WHY},
        "What you proposed for a child was not agreed to: read why, and propose anew",
    ),
    "loss": (
        "funds:decide_loss", {"agreed": "no", "why": WHY},
        "Refused: Agree that money is lost for good",
    ),
    "opening": (
        "cases:review", {"justified": "no", "remark": WHY},
        "Your emergency opening was not right, says its review",
    ),
}  # fmt: skip
# What is asked of colleagues, partners and shelters; of two files in two countries neither side is
# told whose the other is.
OF_NOBODY = {
    "invitation", "leaving", "scale_licence", "exchange", "organisation", "stand_in", "travel",
    "finding", "allowance", "register_erasure", "shared_file", "donor_figure", "estimate",
}  # fmt: skip
BY_CODE = {scene.code: scene for scene in SCENES}


def start_page(cast, user):
    """What whoever asked opens first."""
    return files.browser(cast, user).get("/", follow=True).text


def test_every_kind_can_be_refused_with_a_reason():
    without = {code for code, kind in kinds().items() if kind.refuse is None}
    assert without == SAYS_SO_ITSELF


def asked(cast, code):
    """The request as it stands in the list of who decides it, she, and who asked."""
    scene = BY_CODE[code]
    here = scene.set(cast)
    user = next(
        getattr(cast, name) for name in scene.by if getattr(cast, name).role in MAY_ASK[code]
    )
    answer, row = asks(cast, scene, here, user)
    assert row, answer.text
    everybody = [getattr(cast, name) for name in ("noi", "claire", "somchit", "huong", "sokha")]
    able = [one for one in everybody if stands(scene, row, one)]
    return user, able[0], stands(scene, row, able[0])[0], scene, row


@pytest.mark.parametrize("code", sorted({*BY_CODE} - SAYS_SO_ITSELF))
def test_who_asked_reads_on_her_start_page_that_it_was_refused_and_why(cast, code):
    user, second, found, scene, row = asked(cast, code)
    client = files.browser(cast, second)
    page = client.get(found.address)
    address = reverse("accounts:say_no", args=[code, found.id])
    assert address in page.text
    assert client.get(address).context["form"].initial["answers_to"] == str(found.state)
    assert says_no(client, code, found.id, answers_to=found.state, why=" ").status_code == 422
    assert not Refusal.objects.exists()
    says_no(client, code, found.id, answers_to=found.state)
    assert stands(scene, row, second) == []
    shown = start_page(cast, user)
    refusal = Refusal.objects.get()
    told = reverse("accounts:refused", args=[refusal.pk])
    assert told in shown
    if not user.may(Permission.SEE_OVERVIEW):
        assert WHY in shown
        assert second.display_name in shown
    reader = files.browser(cast, user)
    assert WHY in reader.get(told).text
    reader.post(told)
    assert told not in start_page(cast, user)


def test_who_asked_for_a_hold_reads_whether_that_or_its_lifting_was_refused(cast):
    user, second, found, _scene, row = asked(cast, "hold")
    says_no(files.browser(cast, second), "hold", found.id, answers_to=found.state)
    assert "Refused: Agree to a legal hold" in start_page(cast, user)
    assert "lifted" not in start_page(cast, user)
    for one in Refusal.objects.all():
        files.browser(cast, user).post(reverse("accounts:refused", args=[one.pk]))
    again = holds.hold(
        on=row.case, reason="court", until=timezone.localdate() + timedelta(days=9), by=user
    )
    holds.agree_hold(row=again, by=second)
    again.refresh_from_db()
    holds.ask_to_lift(row=again, by=user)
    says_no(files.browser(cast, second), "hold", again.id, answers_to="lift")
    assert "Refused: Agree that a legal hold is lifted" in start_page(cast, user)


def test_a_no_to_a_two_country_file_names_the_team_that_said_it(cast):
    _user, second, found, _scene, _row = asked(cast, "shared_file")
    says_no(files.browser(cast, second), "shared_file", found.id, answers_to=found.state)
    assert found.whom == cast.bangkok.name
    assert Refusal.objects.get().told["whom"] == cast.vientiane.name


@pytest.mark.parametrize("code", sorted(WORDS))
def test_who_asked_reads_on_her_start_page_of_a_no_that_the_page_itself_takes(cast, code):
    user, second, found, _scene, row = asked(cast, code)
    name, answers, words = WORDS[code]
    assert words not in start_page(cast, user)
    of = row.case_id if code == "closure" else row.id
    client = files.browser(cast, second)
    state = client.get(found.address).context.get("answers_to", "")
    answer = client.post(reverse(name, args=[of]), answers | {"answers_to": str(state or "")})
    assert answer.status_code == 302, answer.text
    assert words in start_page(cast, user)


def test_a_review_that_finds_an_opening_wrong_says_why(cast):
    user, second, _found, _scene, row = asked(cast, "opening")
    address = reverse("cases:review", args=[row.id])
    client = files.browser(cast, second)
    assert client.post(address, {"justified": "no"}).status_code == 422
    client.post(address, {"justified": "no", "remark": WHY})
    told = Refusal.objects.get(asked_by=user)
    assert WHY in files.browser(cast, user).get(reverse("accounts:refused", args=[told.pk])).text


def test_nobody_else_reads_why_nor_says_no(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    address = reverse("accounts:say_no", args=["referral", found.id])
    for other in (user, cast.kham, cast.anan, cast.duc):
        assert files.browser(cast, other).get(address).status_code == 404
    says_no(files.browser(cast, second), "referral", found.id)
    told = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    for other in (second, cast.kham, cast.anan):
        assert files.browser(cast, other).get(told).status_code == 404


def test_a_refused_referral_asks_nobody_and_is_sent_by_nobody(cast):
    _user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    assert Referral.objects.get().state == "withdrawn"
    assert the_entry("sharing.not_approved", by=second)
    assert not [one for kind, one in waiting_for(cast.claire) if kind.code == "referral"]


def test_a_refused_text_for_a_partner_stays_and_asks_again_once_it_is_written_anew(cast):
    user, second, found, scene, row = asked(cast, "partner_file")
    says_no(files.browser(cast, second), "partner_file", found.id, answers_to=found.state)
    text = PartnerFile.objects.get().texts.get()
    assert stands(scene, row, second) == []
    files.browser(cast, user).post(
        reverse("sharing:partner_text", args=[found.id, "journey"]),
        {"text": "By train.", "version": str(text.version)},
    )
    assert stands(scene, row, second)


def test_nobody_approves_a_text_that_another_refused_as_it_stands(cast):
    _user, second, found, _scene, _row = asked(cast, "partner_file")
    says_no(files.browser(cast, second), "partner_file", found.id, answers_to=found.state)
    file = PartnerFile.objects.get()
    approve = reverse("sharing:partner_approve", args=[file.id])
    assert approve not in files.browser(cast, cast.noi).get(found.address).text
    with pytest.raises(Refused, match="write it anew"):
        approve_file(file=file, classes=told_in(file), by=cast.noi)


def test_a_no_to_another_text_than_stands_there_now_is_none(cast):
    _user, second, found, scene, row = asked(cast, "partner_file")
    answer = says_no(files.browser(cast, second), "partner_file", found.id, answers_to="journey.9")
    assert "Something has changed since you saw it" in answer.text
    assert stands(scene, row, second)


@pytest.mark.parametrize("code", sorted({*BY_CODE} - SAYS_SO_ITSELF - OF_NOBODY))
def test_who_is_kept_out_of_her_since_reads_no_reason(cast, code):
    user, second, found, _scene, _row = asked(cast, code)
    says_no(files.browser(cast, second), code, found.id, answers_to=found.state)
    for case in Case.objects.all():
        keep_out(case=case, user=user, reason="a cousin", by=cast.noi)
    told = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    assert told not in start_page(cast, user)
    assert files.browser(cast, user).get(told).status_code == 404


def test_whose_role_opens_no_case_any_more_reads_no_reason(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    told = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    assert files.browser(cast, user).get(told).status_code == 200
    User.objects.filter(pk=user.pk).update(role=Role.DATA_ANALYST)
    user.refresh_from_db()
    assert refused_to(user) == []


def test_a_text_that_was_refused_asks_nobody_however_long_ago_it_was(cast):
    user, second, found, scene, row = asked(cast, "partner_file")
    page = reverse("sharing:partner_file", args=[found.id])
    says_no(files.browser(cast, second), "partner_file", found.id, answers_to=found.state)
    assert "A second person refused this as it stands." in files.browser(cast, user).get(page).text
    told = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    files.browser(cast, user).post(told)
    assert stands(scene, row, second) == []
    assert "A second person refused this as it stands." in files.browser(cast, user).get(page).text
    assert Refusal.objects.get().told == {"state": found.state}, "and no word of why"
    assert "Refused:" not in start_page(cast, user)


def test_the_day_of_a_no_is_the_day_on_which_it_was_said(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    Refusal.objects.update(on=timezone.localdate() - timedelta(days=20))
    told = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    page = files.browser(cast, user).get(told).text
    assert f"{second.display_name} said no, today" not in page
    assert f"{second.display_name} said no, " in page


def test_however_many_were_refused_it_is_asked_in_one_question_of_whom_she_is_kept_out(
    cast, django_assert_max_num_queries
):
    case = files.case(cast)
    ids = [case.id, *(uuid4() for _ in range(9))]
    keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    with django_assert_max_num_queries(2):
        assert closed_to(cast.sokha, ids) == [case.id]
    assert closed_to(cast.sokha, [case.people.get().id]) == [case.people.get().id]
    assert closed_to(cast.noi, ids) == []


LONG_AFTER = timedelta(days=400)


def test_why_is_kept_until_it_was_read_however_long_the_leave(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    forget_refusals(timezone.localdate() + LONG_AFTER)
    assert WHY in start_page(cast, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    forget_refusals(timezone.localdate() + KEPT_FOR)
    assert Refusal.objects.exists()
    forget_refusals(timezone.localdate() + KEPT_FOR + timedelta(days=1))
    assert not Refusal.objects.exists()


def test_whoever_stands_in_reads_it_too_and_it_stays_for_whoever_asked(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    assert refused_today(cast.sokha, timezone.localtime()) == []
    agree(row=stands_in(cast, cast.sokha, user, by=cast.noi), by=cast.claire)
    genuine_rows.run()
    (row,) = refused_today(cast.sokha, timezone.localtime())
    assert WHY in row.more
    assert f"for {user.display_name}" in row.more
    assert files.browser(cast, cast.sokha).get(row.address).status_code == 200
    assert WHY in start_page(cast, user)
    keep_out(case=found.about.cases.get(), user=cast.sokha, reason="a cousin", by=cast.noi)
    assert refused_today(cast.sokha, timezone.localtime()) == []


def test_whoever_stands_in_reads_no_verdict_on_what_a_colleague_did(cast):
    opening = break_glass(case=files.case(cast), reason=files.WHY, by=cast.noi)
    review_broken_glass(broken=opening, justified=False, remark=WHY, by=cast.claire)
    agree(row=stands_in(cast, cast.sokha, cast.noi, by=cast.noi), by=cast.claire)
    genuine_rows.run()
    assert refused_today(cast.sokha, timezone.localtime()) == []
    assert WHY in start_page(cast, cast.noi)


@pytest.mark.parametrize("why", ["kept out", "no such kind any more"])
def test_what_nobody_can_read_any_more_is_forgotten_after_a_month(cast, why):
    user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    if why == "kept out":
        keep_out(case=found.about.cases.get(), user=user, reason="a cousin", by=cast.noi)
    else:
        Refusal.objects.update(kind="of_before")
    forget_refusals(timezone.localdate() + KEPT_FOR)
    assert Refusal.objects.exists()
    forget_refusals(timezone.localdate() + KEPT_FOR + timedelta(days=1))
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("code", ["referral", "journey_decision"])
def test_with_the_file_goes_what_was_refused_of_it_and_of_a_journey_of_hers(cast, code):
    _user, second, found, _scene, _row = asked(cast, code)
    says_no(files.browser(cast, second), code, found.id, answers_to=found.state)
    assert Refusal.objects.get().told["code"]
    Journey.objects.update(followed=False)
    person = found.about.travellers.get().person if code == "journey_decision" else found.about
    retention.close_by_hand(*person.cases.values_list("pk", flat=True))
    retention.erased(cast, retention.of_person(person))
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("code", ["referral", "journey_decision"])
def test_who_has_left_the_team_learns_no_more_of_its_case(cast, code):
    user, second, found, _scene, _row = asked(cast, code)
    says_no(files.browser(cast, second), code, found.id)
    (refusal,) = refused_to(user)
    Membership.objects.filter(user=user).update(team=cast.vientiane)
    assert refused_to(User.objects.get(pk=user.pk)) == []
    told = reverse("accounts:refused", args=[refusal.pk])
    assert files.browser(cast, user).get(told).status_code == 404


def test_one_that_does_not_open_keeps_no_other_file_from_being_erased(cast):
    _user, second, found, _scene, _row = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    # Bound to what it is about: it opens no more.
    Refusal.objects.update(on=timezone.localdate() - 2 * KEPT_FOR, about=uuid4())
    retention.erased(cast, retention.of_case(retention.closed(cast)))
    assert Refusal.objects.count() == 1
    with pytest.raises(BrokenSeal):  # the sweep names it, once it has done the rest
        forget_refusals(timezone.localdate())


def test_what_was_refused_and_not_read_costs_the_start_page_few_questions(cast):
    user, second, found, _scene, _row = asked(cast, "referral")
    reader, page = files.browser(cast, user), reverse("cases:today")
    says_no(files.browser(cast, second), "referral", found.id)

    def questions():
        reader.get(page)
        with CaptureQueriesContext(connection) as asked_of_it:
            assert reader.get(page).status_code == 200
        return [one["sql"] for one in asked_of_it]

    with_one = questions()
    Refusal.objects.update(read_on=timezone.localdate())
    without = questions()
    more = len(with_one) - len(without)
    # The list, what a conflict closes of cases and of journeys, and what of it is of her team.
    assert more <= 4, [one[:300] for one in with_one if one not in without]
