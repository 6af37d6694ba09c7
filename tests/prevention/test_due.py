"""What is due: calls after advice, look-backs and earnings; and that pages verify what they show."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.joining import join
from fanal.core.calendars.months import add_months
from fanal.core.coded_facts.periods import quarter_of
from fanal.core.errors import BadInput
from fanal.core.prevention.call_backs import CallBackOutcome, counted_call_backs
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.sealing.failures import NotGranted
from fanal.keys.models import Grant
from fanal.keys.paged_grants import GrantedRows
from fanal.prevention import access, coding
from fanal.prevention.actions import call_backs, scholarships
from fanal.prevention.models import AdviceCallBack, MigrationAdvice, Scholarship
from fanal.prevention.queries.due import MOST
from fanal.prevention.queries.report import report
from fanal.prevention.queries.today import today_for
from tests import files
from tests.journal import entries
from tests.prevention.scene import acts, browser, day, participant, planned, scholar, today, village
from tests.security.planting import update

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOLD = {"destination": "TH", "channel": "agency", "decided": "goes_prepared"}


def promised(cast, place, on=None, **more):
    made = {
        "area": place.area,
        "on": today() - 9 * DAY,
        "answers": TOLD,
        "called": "Ba",
        "reach": "020 555 0101",
        "today": today() - 9 * DAY,
    }
    return call_backs.advise_and_call_back(**made | {"call_on": on or today()} | more, **acts(cast))


# ── Calls after advice ───────────────────────────────────────────────────────
@given(
    st.lists(st.none() | st.sampled_from([CallBackOutcome.REACHED, CallBackOutcome.NOT_REACHED]))
)
def test_nobody_falls_out_of_the_count_of_calls(outcomes):
    found = counted_call_backs(outcomes)
    assert found.reached + found.not_reached + found.not_called_yet == len(outcomes)


def test_who_wants_to_be_called_back_is_on_the_page_of_that_day_until_she_was_called(cast, place):
    visitor, soon = browser(cast), today() + 2 * DAY
    sent = {
        "area": "Vientiane",
        "channel": "agency",
        "decided": "waits",
        "called": "Ba",
        "reach": "020 555 0101",
    } | day()
    answer = visitor.post(reverse("prevention:advice"), sent)
    assert answer.status_code == 422
    assert "call_on" in answer.context["form"].errors
    assert not MigrationAdvice.objects.exists()
    promise = {"call_on": "other", **day("call_on", soon)}
    assert visitor.post(reverse("prevention:advice"), sent | promise).status_code == 302
    row = AdviceCallBack.objects.get()
    assert row.due == soon
    at, first = reverse("prevention:call_back", args=[row.id]), reverse("prevention:today")
    assert at not in visitor.get(first).text
    assert at in visitor.get(reverse("prevention:due", args=["call-backs"])).text
    AdviceCallBack.objects.update(due=today())
    assert at in visitor.get(first).text
    assert "020 555" not in visitor.get(first).text
    shown = visitor.get(at).text
    assert "020 555 0101" in shown
    assert reverse("intake:side_question") in shown
    assert visitor.post(at, {"outcome": "reached"}).status_code == 422
    assert visitor.post(at, {"outcome": "moved"}).status_code == 422
    offered = visitor.get(at).context["form"]["on"].field.widget.near
    assert [days for days, _name in offered] == [1], "another day is never today"
    moved = {"outcome": "moved", "on": "other", "version": 1, **day("on", today() + DAY)}
    assert visitor.post(at, moved).status_code == 302
    assert at not in visitor.get(first).text
    assert (
        visitor.post(at, {"outcome": "reached", "decided": "stays", "version": 2}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.coded == {"moved": 1, "outcome": "reached", "decided": "stays"}
    assert visitor.get(at).status_code == 404


def test_once_she_was_called_nobody_opens_how_she_was_reached(cast, place):
    row = promised(cast, place)
    assert row.unseal(cast.ring(cast.bounmy))["reach"] == "020 555 0101"
    call_backs.call_back(row=row, outcome="not_reached", version=row.version, **acts(cast))
    with pytest.raises(NotGranted):
        row.unseal(cast.ring(cast.bounmy))
    assert not Grant.objects.filter(folder=row.folder, revoked=None).exists()
    assert [entries(f"prevention.{one}") != [] for one in ("call_back", "called")] == [True, True]


def test_the_third_call_without_an_answer_is_the_last(cast, place):
    row, visitor = promised(cast, place), browser(cast)
    at = reverse("prevention:call_back", args=[row.id])
    for n in (1, 2):
        sent = {"outcome": "no_answer", "version": n}
        assert visitor.post(at, sent).status_code == 422  # on which day is it tried again?
        again = sent | {"on": "other", **day("on", today() + n * DAY)}
        assert visitor.post(at, again).status_code == 302
        assert f"{n}: the third is the last" in visitor.get(at).text
    assert visitor.post(at, {"outcome": "no_answer", "version": 3}).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.tried) == (CallBackOutcome.NOT_REACHED, 2)
    assert not Grant.objects.filter(folder=row.folder, revoked=None).exists()
    assert visitor.get(at).status_code == 404


def test_how_she_is_reached_is_kept_for_half_a_year_and_no_longer(cast, place):
    row, kept = promised(cast, place), promised(cast, place, today=today())
    last = row.kept_until
    assert last == add_months(row.made_on, 6)
    for on in (last + DAY, last):
        sent = {"row": row, "outcome": "moved", "on": on, "version": row.version} | acts(cast)
        if on > last:
            with pytest.raises(BadInput, match="kept until"):
                call_backs.call_back(**sent)
        else:
            call_backs.call_back(**sent)
    with pytest.raises(BadInput, match="kept until"):
        promised(cast, place, on=add_months(today(), 6) + DAY, today=today())
    assert call_backs.end_call_backs(last) == 0
    assert [call_backs.end_call_backs(last + DAY) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    kept.refresh_from_db()
    assert (row.outcome, kept.outcome) == (CallBackOutcome.NOT_REACHED, None)
    assert not Grant.objects.filter(folder=row.folder, revoked=None).exists()
    assert Grant.objects.filter(folder=kept.folder, revoked=None).exists()
    assert entries("prevention.call_back_ended")


def test_the_quarter_counts_calls_apart_and_the_fact_has_a_pseudonym_of_its_own(cast, place):
    first, quarter = promised(cast, place), quarter_of(today())
    promised(cast, place)
    call_backs.call_back(
        row=first, outcome="reached", decided="waits", version=first.version, **acts(cast)
    )
    found = report(quarter, today()).call_backs
    assert (found.reached, found.not_reached, found.not_called_yet) == (1, 0, 1)
    ((subject, fact),) = coding.code_call_back(first, None)
    assert subject not in (first.id, first.advice_id, first.folder)
    assert fact.kind == "call_back"


def test_another_officer_of_the_office_makes_the_call_and_nobody_else(cast, place):
    row = promised(cast, place)
    at = reverse("prevention:call_back", args=[row.id])
    later = cast.join("sengdao", "Sengdao Keo", Role.PREVENTION_OFFICER, "Vientiane")
    for who in (later, cast.kham, cast.somchit, cast.claire):
        assert files.browser(cast, who).get(at).status_code == 404
    assert access.folders_to_give(cast.bounmy, later) == [row.folder]
    browser(cast).post(reverse("prevention:give", args=[later.pk]))
    assert "020 555 0101" in files.browser(cast, later).get(at).text


# ── Lists ────────────────────────────────────────────────────────────────────
def looked_back(cast, n, given="A", family="B"):
    for k in range(n):
        row = scholar(cast, participant(cast, given=f"{given}{k}", family=f"{family}{k}", age=20))
        scholarships.end_scholarship(
            scholarship=row,
            why="finished",
            on=today() - 220 * DAY,
            version=row.version,
            **acts(cast),
        )


def test_of_many_that_are_due_today_shows_the_first_and_leads_to_all(cast, place):
    looked_back(cast, 10)
    (due,) = today_for(cast.bounmy, today()).due
    assert (due.kind, len(due.rows), due.count) == ("look-backs", 8, 10)
    visitor, all_of = browser(cast), reverse("prevention:due", args=["look-backs"])
    assert all_of in visitor.get(reverse("prevention:today")).text
    assert len(visitor.get(all_of).context["rows"]) == 10
    assert visitor.get(reverse("prevention:due", args=["people"])).status_code == 404


@pytest.mark.parametrize("name", ["today", "participants", "scholarships", "new_session"])
def test_pages_ask_as_many_questions_of_many_as_of_one(
    cast, place, name, django_assert_max_num_queries, django_assert_num_queries
):
    looked_back(cast, 1)
    visitor, at = browser(cast), reverse(f"prevention:{name}")
    visitor.get(at)
    with django_assert_max_num_queries(60) as asked:
        visitor.get(at)
    looked_back(cast, 3, "C", "D")
    with django_assert_num_queries(len(asked)):
        visitor.get(at)


def test_a_participant_is_found_by_number_or_by_family_name_and_birth_without_opening_a_name(cast):
    born = today() - 15 * 365 * DAY
    one = participant(cast, given="Hoa", family="Nguyễn", born=born)
    visitor, at = browser(cast), reverse("prevention:find")
    hers = reverse("prevention:participant", args=[one.id])
    assert at in visitor.get(reverse("prevention:participants")).text
    assert visitor.post(at, {"number": str(one.number)})["Location"] == hers
    told = {"family": "nguyen"} | day("born", born)
    assert visitor.post(at, told)["Location"] == hers
    for wrong in ({"number": "1"}, {"family": "Nguyễn"}, told | {"family": "Vong"}, {}):
        assert visitor.post(at, wrong).status_code == 422
    two = participant(cast, given="Huệ", family="Nguyễn", born=born, both_real=True)
    several = visitor.post(at, told)
    assert str(two.number) in several.text
    assert files.browser(cast, cast.kham).get(at).status_code == 404


def test_a_row_whose_grant_nobody_made_is_shown_on_no_page_also_to_who_is_of_its_team(cast, place):
    row = scholar(cast, participant(cast, given="Mali", age=20))
    other = cast.join("sengdao", "Sengdao Keo", Role.PREVENTION_OFFICER, "Vientiane")
    for grant in Grant.objects.filter(folder=row.folder, to_keys__user=cast.bounmy):
        update(Grant, {"to_keys_id": cast.private[other.pk][0].pk}, id=grant.pk)
    join(user=other, teams=[cast.vientiane])
    rows = GrantedRows(Scholarship.objects.all(), other, NARRATIVE)
    assert (rows.count(), list(rows), rows[:5], rows.first()) == (1, [], [], None)
    page = files.browser(cast, other).get(reverse("prevention:scholarships"))
    assert str(row.id) not in page.text
    assert (
        files.browser(cast, other).get(reverse("prevention:scholarship", args=[row.id])).status_code
        == 404
    )


def test_the_day_of_an_officer_says_how_many_sessions_are_to_be_written_up(cast):
    place = village(cast)
    for n in range(MOST + 2):
        planned(cast, place, today() - n * DAY)
    page = browser(cast).get(reverse("prevention:today")).text
    assert f'To write up <span class="count">{MOST + 2}</span>' in page
    assert "2 more are not shown here." in page
