"""What two people decide, attacked with an old word: of somebody who has left meanwhile, or a yes that was
given to another question than the one that waits now.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.deciders import who_decides
from fanal.cases.actions.stages import agree_closure, drop_closure
from fanal.cases.models import Closure
from fanal.core.calendars.months import add_years
from fanal.core.casework.stages import CaseStage
from fanal.core.errors import Refused
from fanal.funds.models import AdvanceApproval
from fanal.retention.models import LegalHold
from fanal.sharing.models import Approval
from fanal.web.decisions import kinds
from tests import files
from tests.decisions.scenes import SCENES, closes, post, to_close, with_file
from tests.decisions.test_everybody import MAY_ASK, asks
from tests.refused import says_no
from tests.security.menu import counted_once
from tests.security.world import undone

# Who asks is one of the two who decide: where she has left, one person alone would decide.
TAKE_TWO = (
    "advance", "allowance", "best_interests", "care_recovery", "carer", "closure", "donor_figure", "erasure", "estimate", "exchange",
    "invitation", "journey_decision", "leaving", "missing_sheet", "organisation", "override",
    "plan_end", "register_erasure", "scale_licence",
)  # fmt: skip
# Where it protects, or others decide it, what she asked for is answered all the same.
ANSWERED_STILL = {
    "bed_request",  # somebody needs a bed, and the shelter answers
    "confirmation", "follow_up",  # what the colleague who is asked knows herself
    "finding",  # a danger that she knew of
    "hold",  # nothing is erased
    "interview_again",  # a lead is asked, and reads why
    "loss", "money",  # two others agree
    "opening", "state", "team_key", "travel", "stand_in",  # nobody asked a second to do something
    "partner_file", "referral", "shared_file", "transfer",  # whoever sends it goes through the gate
}  # fmt: skip


SAYS_YES = {"second_id", "agreed_by_id", "agreed_on", "agreed", "decided_by_id", "ended_by_id"}


@pytest.fixture(autouse=True)
def menu(cast, monkeypatch):
    with counted_once(monkeypatch):
        yield


def first_of(code):
    return next(scene for scene in SCENES if scene.code == code)


def stands(row):
    """What says that somebody agreed; None where it waits no more."""
    held = getattr(row, "override", row)
    names = {field.attname for field in held._meta.concrete_fields} & SAYS_YES
    said = type(held)._base_manager.filter(pk=held.pk).values("pk", *names).first()
    return said, AdvanceApproval.objects.count()


def test_of_every_kind_of_request_it_is_said_what_becomes_of_it():
    assert {*TAKE_TWO} | ANSWERED_STILL == set(kinds())
    assert not {*TAKE_TWO} & ANSWERED_STILL


@pytest.mark.parametrize("code", TAKE_TWO)
def test_nobody_agrees_with_somebody_who_has_left(cast, code):
    scene = first_of(code)
    here = scene.set(cast)
    may = [getattr(cast, name) for name in scene.by]
    asking = min((one for one in may if one.role in MAY_ASK[code]), key=lambda one: one.role)
    _answer, row = asks(cast, scene, here, asking)
    able = who_decides(code, row.pk)
    assert able
    end_account(user=asking, by=cast.vera)
    before = stands(row)
    for second in able:
        client = files.browser(cast, second)
        with undone(client):
            scene.decides(client, row, here)
            assert stands(row) == before, second


def asked_hold(cast):
    case = files.case(cast)
    files.browser(cast, cast.noi).post(
        reverse("retention:hold_case", args=[case.pk]),
        {"reason": "court", "until": str(add_years(timezone.localdate(), 1))},
    )
    return LegalHold.objects.get()


def answers_hold(cast, who, view, row, **told):
    return post(files.browser(cast, who), f"retention:{view}", [row.pk], told)


def test_a_yes_to_a_legal_hold_does_not_lift_it(cast):
    """The page that she opened asked whether it holds; since then another agreed, and its lifting was
    asked for."""
    row = asked_hold(cast)
    answers_hold(cast, cast.claire, "agree_hold", row, answers_to="hold")
    answers_hold(cast, cast.noi, "lift", row)
    answer = answers_hold(cast, cast.somchit, "agree_hold", row, answers_to="hold")
    row.refresh_from_db()
    assert row.ended_on is None
    assert "Something has changed since you saw it" in answer.text


def test_nor_is_a_hold_refused_by_a_no_to_lifting_it(cast):
    row = asked_hold(cast)
    answer = says_no(files.browser(cast, cast.claire), "hold", row.pk, answers_to="lift")
    assert "Something has changed since you saw it" in answer.text
    row.refresh_from_db()
    assert row.ended_on is None


def test_a_hold_is_not_lifted_as_somebody_asked_who_has_left(cast):
    row = asked_hold(cast)
    answers_hold(cast, cast.claire, "agree_hold", row, answers_to="hold")
    answers_hold(cast, cast.noi, "lift", row)
    end_account(user=cast.noi, by=cast.anan)
    answers_hold(cast, cast.claire, "agree_hold", row, answers_to="lift")
    row.refresh_from_db()
    assert row.ended_on is None


@pytest.mark.parametrize("answer", ["agree", "drop"])
def test_an_answer_to_one_closing_is_none_to_the_next(cast, answer):
    """Between the page and its button who asked took it back and asked anew."""
    here = to_close(cast)
    sokha, noi = (files.browser(cast, one) for one in (cast.sokha, cast.noi))
    closes(sokha, here)
    page = reverse(f"cases:{answer}", args=[here.case.id])
    seen = noi.get(page).context["answers_to"]
    post(sokha, "cases:drop", [here.case.id], {"answers_to": seen})
    closes(sokha, here)
    here.case.refresh_from_db()
    told = {"answers_to": seen, "version": here.case.version, "why": "Her sister has called."}
    shown = noi.post(page, told, follow=True)
    assert "Something has changed since you saw it" in shown.text
    second = Closure.objects.get(dropped_on=None)
    assert second.agreed_on is None


def test_of_two_answers_to_one_closing_the_first_counts(cast):
    """Each had read it while it waited."""
    here = to_close(cast)
    closes(files.browser(cast, cast.sokha), here)
    read, again = Closure.objects.get(), Closure.objects.get()
    sokha, noi = (cast.acting(one) for one in (cast.sokha, cast.noi))
    drop_closure(closure=read, **sokha)
    with pytest.raises(Refused, match="decided already"):
        agree_closure(closure=again, version=here.case.version, **noi)
    here.case.refresh_from_db()
    assert here.case.stage != CaseStage.CLOSED


def test_a_yes_to_a_file_for_a_partner_covers_no_more_than_was_on_the_page(cast):
    here = with_file(cast)
    sokha, noi = (files.browser(cast, one) for one in (cast.sokha, cast.noi))
    text = {"text": "By train, on Monday.", "version": "0"}
    post(sokha, "sharing:partner_text", [here.file.id, "journey"], text)
    page = noi.get(reverse("sharing:partner_file", args=[here.file.id]))
    seen = page.context["told"]
    post(sokha, "sharing:partner_text", [here.file.id, "safety"], text)
    answer = post(noi, "sharing:partner_approve", [here.file.id], {"answers_to": seen})
    assert not Approval.objects.exists()
    assert "Something has changed since you saw it" in answer.text
