"""Best interests of a child: one assesses and proposes, a second decides."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import Case, Task
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput, Refused
from fanal.core.protection.due import ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.core.roles import Role
from fanal.people.actions.births import add_birth
from fanal.people.models import AgeForConsent
from fanal.protection.actions.deciding import decide, propose
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionDecision
from fanal.protection.queries.hooks import undecided_returns
from fanal.protection.queries.pages import process_page
from tests import files
from tests.journeys.scene import scene
from tests.protection.best_interests import decided
from tests.protection.scene import page_of
from tests.security.planting import delete, update

WHY = "It is what she wants, and her aunt was visited twice."


@pytest.fixture
def case(cast):
    return files.case(cast, people=[files.person(cast, births=[("census", 2012, 5, 1)])])


@pytest.fixture
def assessed(cast, case):
    return record(
        case=case,
        kind=RecordKind.BEST_INTERESTS,
        person=case.people.get(),
        **cast.acting(cast.sokha),
        answers={"own_view": "to her aunt", "guardian": "disputed"},
    )


@pytest.fixture
def proposed(cast, assessed):
    return propose(
        assessment=assessed,
        decision="She goes to her aunt.",
        reasons=WHY,
        **cast.acting(cast.sokha),
    )


def test_what_the_assessment_recommends_is_proposed_and_why_is_asked(cast, case):
    told = {"own_view": "to her aunt", "recommended": "To her aunt, once her uncle has left."}
    made = record(
        case=case,
        kind=RecordKind.BEST_INTERESTS,
        person=case.people.get(),
        **cast.acting(cast.sokha),
        answers=told,
    )
    url = reverse("protection:propose", args=[made.id])
    asked = files.browser(cast, cast.sokha).get(url).context["form"]
    assert asked["decision"].value() == told["recommended"]
    assert not asked["reasons"].value()


def steps(cast, case):
    page = process_page(case, cast.sokha, cast.ring(cast.sokha))
    return {one.step.step for one in page.due}


def test_a_girl_asks_for_an_assessment_and_then_for_two(cast, case):
    assert ProtectionStep.BEST_INTERESTS in steps(cast, case)
    assert ProtectionStep.DETERMINATION not in steps(cast, case)


def test_two_decide_and_the_page_says_who(cast, case, assessed, proposed):
    assert ProtectionStep.DETERMINATION in steps(cast, case)
    noi = files.browser(cast, cast.noi)
    page = noi.get(reverse("protection:decide", args=[proposed.id])).content.decode()
    assert "She goes to her aunt." in page
    assert "to her aunt" in page
    noi.post(reverse("protection:decide", args=[proposed.id]), {"agreed": "yes"})
    row = ProtectionDecision.objects.get()
    assert (row.decided_by, row.agreed, row.decided_on) == (cast.noi, True, timezone.localdate())
    assert ProtectionStep.DETERMINATION not in steps(cast, case)
    shown = files.browser(cast, cast.sokha).get(page_of(case)).content.decode()
    assert "Decided by two:" in shown
    assert f"{cast.sokha}, {cast.noi}" in shown


def test_nobody_decides_alone(cast, proposed):
    with pytest.raises(BadInput, match="cannot be the second"):
        decide(row=proposed, agreed=True, words="", **cast.acting(cast.sokha))
    sokha = files.browser(cast, cast.sokha)
    assert sokha.get(reverse("protection:decide", args=[proposed.id])).status_code == 404


def test_a_no_says_why_and_she_is_assessed_anew(cast, case, assessed, proposed):
    ring = cast.ring(cast.noi)
    with pytest.raises(BadInput, match="say why"):
        decide(row=proposed, agreed=False, words="", by=cast.noi, ring=ring)
    decide(row=proposed, agreed=False, words="Her uncle lives there too.", by=cast.noi, ring=ring)
    assert ProtectionStep.DETERMINATION in steps(cast, case)
    shown = files.browser(cast, cast.sokha).get(page_of(case)).content.decode()
    assert "Her uncle lives there too." in shown


@pytest.mark.parametrize("ended", [True, False])
def test_a_no_to_somebody_who_left_is_a_task_for_who_works_on_the_case(
    cast, case, assessed, proposed, ended
):
    Case.objects.filter(pk=case.pk).update(assignee=cast.ploy)
    if ended:
        User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    else:
        case.team.members.remove(cast.sokha)
    row = ProtectionDecision.objects.get(pk=proposed.pk)
    decide(row=row, agreed=False, words="Her uncle lives there.", **cast.acting(cast.noi))
    (task,) = Task.objects.filter(case=case, done_on=None, made_by=cast.noi)
    assert (task.assignee, task.due) == (cast.ploy, timezone.localdate())
    assert "What a colleague who left proposed for a child" in task.title


def test_of_two_who_decide_at_once_the_first_counts(cast, assessed, proposed):
    """Each has read it while it waited: the second is told, and nothing of the first is lost."""
    second = ProtectionDecision.objects.get(pk=proposed.pk)
    dara = cast.join("dara", "Dara Lim", Role.TEAM_LEAD, "Bangkok")
    decide(row=proposed, agreed=True, words="", **cast.acting(cast.noi))
    with pytest.raises(Refused, match="decided already"):
        decide(row=second, agreed=False, words="Her uncle lives there.", **cast.acting(dara))
    second.refresh_from_db()
    assert (second.agreed, second.decided_by) == (True, cast.noi)


def test_a_decision_is_made_once(cast, assessed, proposed):
    ring = cast.ring(cast.noi)
    decide(row=proposed, agreed=True, words="", by=cast.noi, ring=ring)
    with pytest.raises(Refused, match="decided already"):
        decide(row=proposed, agreed=False, words="No.", by=cast.noi, ring=ring)
    with pytest.raises(Refused, match="two have decided"):
        propose(assessment=assessed, decision="Other.", reasons=WHY, **cast.acting(cast.sokha))


def test_only_one_proposal_waits(cast, assessed, proposed):
    with pytest.raises(Refused, match="waits for a second"):
        propose(assessment=assessed, decision="Other.", reasons=WHY, **cast.acting(cast.noi))


@pytest.mark.parametrize(
    ("told", "field"), [({"decision": ""}, "decision"), ({"reasons": "x"}, "reasons")]
)
def test_a_proposal_without_a_reason_is_none(cast, assessed, told, field):
    given = {"decision": "She goes to her aunt.", "reasons": WHY} | told
    with pytest.raises(BadInput) as refused:
        propose(assessment=assessed, **cast.acting(cast.sokha), **given)
    assert refused.value.where == field


def test_who_proposed_and_is_kept_out_since_decides_nothing(cast, case, proposed):
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    with pytest.raises(Refused, match="kept out"):
        decide(row=proposed, agreed=True, words="", **cast.acting(cast.noi))


def test_an_older_girl_whose_file_shows_it_is_no_child(cast):
    woman = files.person(cast, births=[("census", 1990, 5, 1)])
    case = files.case(cast, people=[woman])
    assert ProtectionStep.BEST_INTERESTS not in steps(cast, case)
    shown = files.browser(cast, cast.sokha).get(page_of(case)).content.decode()
    assert "Best interests of the child" not in shown


# A child goes home once two have decided that it serves her best.
NOT_YET = "two have not decided yet that going back serves this child best"


@pytest.fixture
def here(cast):
    here = scene(cast, n=2)
    here.child = here.people[0]
    aged(here.child, 12)
    return here


def aged(person, years):
    born = date(timezone.localdate().year - years, 1, 1).isoformat()
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )


def against(here):
    goes = [(here.journey, person.id) for person in here.people]
    return [str(one.what.values["who"]) for one in undecided_returns(goes)]


def test_the_child_is_named_until_two_have_decided(cast, here):
    assert against(here) == [here.child.code_name]
    text = (
        files.browser(cast, cast.sokha)
        .get(reverse("journeys:journey", args=[here.journey.id]))
        .text
    )
    assert NOT_YET in text
    decided(cast, here.case, here.child)
    assert against(here) == []


def test_an_assessment_made_anew_asks_for_a_new_decision(cast, here):
    decided(cast, here.case, here.child)
    record(
        case=here.case,
        kind=RecordKind.BEST_INTERESTS,
        person=here.child,
        **cast.acting(cast.sokha),
        answers={"own_view": "she is afraid of her uncle", "guardian": "disputed"},
    )
    assert against(here) == [here.child.code_name]


def test_the_decision_of_somebody_who_is_kept_out_by_now_counts_no_more(cast, here):
    decided(cast, here.case, here.child)
    keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.sokha)
    assert against(here) == [here.child.code_name]


def test_neither_an_adult_nor_a_journey_to_court_asks_for_it(cast, here):
    aged(here.child, 30)
    assert against(here) == []
    aged(here.child, 12)
    court = files.journey(cast, "court", on=files.TODAY)
    assert list(undecided_returns([(court, here.child.id)])) == []


@pytest.mark.parametrize("does", ["deleted", "spoilt"])
def test_whoever_takes_her_age_away_by_hand_lets_no_child_go_home(cast, here, does):
    born = {"source": "passport", "born": PartialDate(timezone.localdate().year - 12, 1, 1)}
    add_birth(person=here.child, **born, **cast.acting(cast.sokha))
    assert against(here) == [here.child.code_name]
    if does == "deleted":
        delete(AgeForConsent, person_id=here.child.id)
    else:
        update(AgeForConsent, {"coded": b"nothing"}, person_id=here.child.id)
    assert against(here) == [here.child.code_name]


def test_the_authority_that_decided_is_kept_and_a_name_too_long_is_refused(cast, here):
    decided(cast, here.case, here.child, body="Provincial committee, 12 May 2026, no. 14")
    row = ProtectionDecision.objects.get()
    assert row.unseal(cast.ring(cast.noi))["body"].startswith("Provincial committee")
    page = files.browser(cast, cast.noi).get(reverse("protection:case", args=[here.case.id])).text
    assert "Provincial committee, 12 May 2026, no. 14" in page
    with pytest.raises(BadInput) as wrong:
        decided(cast, here.case, here.people[1], body="x" * 5000)
    assert wrong.value.where == "body"
