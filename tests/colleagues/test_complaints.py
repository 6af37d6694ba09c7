"""Complaints about colleagues: past whom they concern, her team and its leads."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.audit.models import JournalEntry
from fanal.cases import access as cases
from fanal.cases.models import ConflictOfInterest
from fanal.colleagues import access, complaints
from fanal.colleagues.models import ColleagueComplaint
from fanal.core.colleagues.complaints import answer_due
from fanal.core.errors import BadInput
from fanal.journeys.models import MailDue
from fanal.keys.models import Folder, Grant
from tests import files
from tests.shares import strangers

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "noi", "sokha", "somchit", "kham", "huong", "linh", "mai", "claire", "duc", "anan", "vera",
    "ploy", "rith", "bounmy", "thao",
)  # fmt: skip


def page(name, *args):
    return reverse(f"colleagues:{name}", args=args)


def complained(cast, about=None, **more):
    told = {"words": "She shouts at us.", "by": cast.rith}
    return complaints.complain(concerns=[about or cast.noi], **told | more)


def readers(cast, row):
    """Who finds it, which is who holds its key."""
    found = set()
    for name in EVERYBODY:
        user = getattr(cast, name)
        listed = access.complaints_for(user).filter(id=row.id).exists()
        assert listed == (row.try_unseal(cast.ring(user)) is not None), name
        found |= {name} if listed else set()
    return found


def test_t3_a_complaint_about_a_lead_is_read_by_the_direction_and_a_lead_elsewhere(cast):
    assert readers(cast, complained(cast)) == {"claire"}
    assert readers(cast, complained(cast, to=cast.somchit)) == {"claire", "somchit"}


@pytest.mark.parametrize(
    "who",
    [
        "noi",
        *strangers(
            ["anan", "vera", "sokha", "rith", "huong"],
            "t3 for everybody else it is as if there were none",
        ),
    ],
)
def test_t3_for_everybody_else_it_is_as_if_there_were_none(cast, who):
    row = complained(cast, to=cast.somchit)
    client = files.browser(cast, getattr(cast, who))
    for name in ("complaint", "close_case"):
        assert client.post(page(name, row.pk)).status_code == 404
    answer = client.get(page("complaints"))
    assert answer.status_code == 404 or "No complaint for you to read" in answer.text


def test_a_complaint_says_who_it_concerns(cast):
    with pytest.raises(BadInput, match="say who it concerns"):
        complaints.complain(concerns=[], words="She shouts at us.", by=cast.rith)


def test_t3_the_journal_tells_neither_whom_it_concerns_nor_who_wrote_it_down(cast):
    before = set(JournalEntry.objects.values_list("pk", flat=True))
    complained(cast)
    new = JournalEntry.objects.exclude(pk__in=before)
    assert [entry.act for entry in new] == ["folder.made"]
    written = "".join(str(vars(entry)) for entry in new)
    assert str(cast.noi.pk) not in written
    assert str(cast.rith.pk) not in written


def test_it_is_kept_beside_no_team_of_hers_and_no_team_holds_its_key(cast):
    row = complained(cast)
    assert Folder.objects.get(id=row.folder).team_id != cast.bangkok.pk
    assert not Grant.objects.filter(folder=row.folder).exclude(to_team_key=None).exists()


def test_a_complaint_about_the_director_goes_to_the_lead_who_was_chosen(cast):
    with pytest.raises(BadInput, match="nobody else could read it") as mistake:
        complained(cast, cast.claire)
    assert mistake.value.where == "to"
    assert readers(cast, complained(cast, cast.claire, to=cast.huong)) == {"huong"}


@pytest.mark.parametrize(
    ("to", "says"), [("noi", "works with the colleague it concerns"), ("linh", "choose a lead")]
)
def test_who_leads_her_or_leads_nobody_cannot_answer_it(cast, to, says):
    with pytest.raises(BadInput, match=says) as mistake:
        complained(cast, cast.sokha, to=getattr(cast, to))
    assert mistake.value.where == "to"


def test_anybody_writes_one_down_and_the_director_finds_it_and_answers(cast):
    told = {"first": str(cast.noi.pk), "words": "She shouts at us.", "said_by": "a resident"}
    rith, claire = files.browser(cast, cast.rith), files.browser(cast, cast.claire)
    assert rith.post(page("complain"), told).status_code == 302
    row = ColleagueComplaint.objects.get()
    assert rith.get(page("complaint", row.pk)).status_code == 404
    assert page("complaints") in claire.get("/", follow=True).text
    assert MailDue.objects.filter(to=cast.claire).exists()
    text = claire.get(page("complaint", row.pk)).text
    assert "She shouts at us." in text
    assert "a resident" in text
    assert "Noi Saetang" in text
    done = {"words": "Heard both; told her so.", "version": row.version}
    assert claire.post(page("complaint", row.pk), done).status_code == 302
    row.refresh_from_db()
    assert row.answered_on == timezone.localdate()
    assert row.read_by == cast.claire
    assert "answered on" in claire.get(page("complaints")).text


def test_the_lead_who_was_chosen_finds_on_her_start_page_that_one_waits(cast):
    complained(cast, to=cast.somchit)
    says = "1 complaint about a colleague waits"
    assert says in files.browser(cast, cast.somchit).get("/", follow=True).text
    assert says not in files.browser(cast, cast.noi).get("/", follow=True).text


@pytest.mark.parametrize("told", [{"words": " "}, {"first": ""}, {"case": "no such code"}])
def test_what_is_wrong_comes_back_and_nothing_is_lost(cast, told):
    good = {"first": str(cast.noi.pk), "words": "She shouts at us.", "case": ""}
    answer = files.browser(cast, cast.rith).post(page("complain"), good | told)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(told)
    assert not ColleagueComplaint.objects.exists()


def test_a_case_that_is_closed_to_who_writes_reads_as_one_that_does_not_exist(cast):
    case = files.case(cast)
    good = {"first": str(cast.noi.pk), "words": "She shouts at us."}
    rith = files.browser(cast, cast.rith)
    said = [
        rith.post(page("complain"), good | {"case": code}).context["form"].errors["case"]
        for code in (case.code_name, "no such code")
    ]
    assert said[0] == said[1]


def test_t4_whom_it_concerns_finds_the_case_no_more_and_reads_nowhere_why(cast):
    case = files.case(cast)
    row = complained(cast, cast.sokha, case=case, by=cast.ploy)
    assert cases.cases_for(cast.sokha).filter(pk=case.pk).exists()
    claire = files.browser(cast, cast.claire)
    assert claire.post(page("close_case", row.pk)).status_code == 302
    assert not cases.cases_for(cast.sokha).filter(pk=case.pk).exists()
    assert ConflictOfInterest.objects.get().reason == "kept apart until further notice"
    sokha = files.browser(cast, cast.sokha)
    assert sokha.get(reverse("cases:case", args=[case.pk])).status_code == 404
    assert case.code_name not in sokha.get(reverse("cases:list")).text
    case.refresh_from_db()
    assert case.assignee != cast.sokha


def test_t4_closing_it_twice_changes_nothing_and_without_a_case_it_says_so(cast):
    claire = files.browser(cast, cast.claire)
    row = complained(cast, cast.sokha, case=files.case(cast))
    for _ in range(2):
        claire.post(page("close_case", row.pk))
    assert ConflictOfInterest.objects.count() == 1
    other = complained(cast)
    assert "No case was named" in claire.post(page("close_case", other.pk), follow=True).text


@pytest.mark.parametrize(
    ("country", "due"),
    [("TH", date(2026, 3, 5)), ("XX", date(2026, 3, 4)), ("VN", date(2026, 3, 4))],
)
def test_it_is_to_be_answered_after_three_days_on_which_offices_work(country, due):
    assert answer_due(date(2026, 2, 27), country) == due  # a Friday; Makha Bucha is on 3 March


def test_the_list_marks_what_waits_for_too_long(cast):
    row = complained(cast)
    claire = files.browser(cast, cast.claire)
    assert "was to be answered" not in claire.get(page("complaints")).text
    ColleagueComplaint.objects.filter(pk=row.pk).update(on=timezone.localdate() - timedelta(30))
    assert "was to be answered" in claire.get(page("complaints")).text
