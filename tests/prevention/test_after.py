"""What comes after: earnings after a course, terms by the country's year, hours of volunteers; and
what was typed wrongly, said on the page with nothing lost."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.core.calendars.months import add_months
from fanal.core.coded_facts.periods import quarter_of
from fanal.core.errors import Refused
from fanal.core.prevention.volunteers import Vetted
from fanal.core.roles import Role
from fanal.prevention.actions import courses, scholarships, volunteers
from fanal.prevention.models import (
    EarningLook,
    ScholarshipPayment,
    SchoolTerm,
    Volunteer,
    VolunteerHours,
)
from fanal.prevention.queries.report import report
from fanal.prevention.queries.today import today_for
from tests import files
from tests.prevention.scene import (
    DAY,
    WRITTEN,
    acts,
    browser,
    course_in,
    day,
    participant,
    planned,
    scholar,
    today,
    volunteer,
)

SEWING = {"kind": "vocational", "market": "A\nB\nC"}


def seamstress(cast, place, ended=None):
    """She completed vocational training a year ago."""
    ended = ended or add_months(today(), -12)
    who = participant(cast, age=30)
    course = course_in(cast, place, ended - 60 * DAY, **SEWING)
    row = courses.enrol(
        participant=who, course=course, yes=WRITTEN, earned=800, currency="LAK", **acts(cast)
    )
    courses.complete(
        enrolment=row,
        attended=9,
        on=ended,
        version=row.version,
        certificate="recognised",
        tools="a sewing machine",
        **acts(cast),
    )
    return who


# ── Earnings ─────────────────────────────────────────────────────────────────
def test_after_vocational_training_it_is_asked_three_times_what_she_earns(cast, place):
    who = seamstress(cast, place)
    visitor = browser(cast)
    assert [one.months for one in EarningLook.objects.all()] == [3, 6, 12]
    (due,) = today_for(cast.bounmy, today()).due
    assert (due.kind, due.count, len(due.rows)) == ("earnings", 3, 3)
    first, second, third = EarningLook.objects.all()
    at = reverse("prevention:earning", args=[first.id])
    assert "Before the course: 800\u00a0LAK." in visitor.get(at).text
    page = visitor.post(at, {"answer": "earns", "currency": "LAK", "version": 1})
    assert page.status_code == 422
    assert "how much in a month?" in page.text.casefold()
    assert page.context["form"]["answer"].value() == "earns"
    told = {"answer": "earns", "earned": 950, "currency": "LAK", "version": 1}
    assert visitor.post(at, told).status_code == 302
    visitor.post(
        reverse("prevention:earning", args=[second.id]),
        {"answer": "refused", "currency": "LAK", "version": 1},
    )
    text = visitor.get(reverse("prevention:participant", args=[who.id])).text
    for words in (
        "Earns more than before the course",
        "950\u00a0LAK",
        "a sewing machine",
        "a certificate that employers know",
        "Ask now",
    ):
        assert words in text
    counts = dict(report(quarter_of(today()), today()).earnings)
    assert (counts[3].above, counts[6].refused, counts[12].not_asked_yet) == (1, 1, 1)
    text = " ".join(visitor.get(reverse("prevention:report")).text.split())
    assert "More than before" in text
    assert "3 months after the course" in text  # a number alone, on a telephone, says nothing
    assert "in every quarter so far. Never add these rows to" in text
    last = quarter_of(today()).last == today()
    assert ("The quarter is not over: what is known today." in text) is not last
    before = quarter_of(today()).moved(-1)
    text = visitor.get(reverse("prevention:report"), {"period": before.key}).text
    assert "The quarter is not over" not in text
    third.refresh_from_db()
    assert third.coded == {}


def test_an_answer_is_given_once_and_not_before_its_day(cast, place):
    seamstress(cast, place, ended=add_months(today(), -4))
    first, second, _third = EarningLook.objects.all()
    asked = {"answer": "nothing", "version": 1} | acts(cast)
    with pytest.raises(Refused, match="due later"):
        courses.ask_earning(look=second, **asked)
    courses.ask_earning(look=first, **asked)
    with pytest.raises(Refused, match="has its answer"):
        courses.ask_earning(look=first, **asked)


def test_of_another_course_no_certificate_and_no_earning_is_asked(cast, place):
    who = participant(cast, age=30)
    row = courses.enrol(participant=who, course=course_in(cast, place), yes=WRITTEN, **acts(cast))
    form = browser(cast).get(reverse("prevention:complete", args=[row.id])).context["form"]
    assert set(form.fields) == {"attended", "on"}
    courses.complete(enrolment=row, attended=9, on=today(), version=row.version, **acts(cast))
    assert not EarningLook.objects.exists()


# ── School years ─────────────────────────────────────────────────────────────
def test_a_term_outside_of_the_school_year_of_laos_is_asked_about_once(cast):
    row = scholar(cast, participant(cast, age=15), begun_on=date(2025, 1, 1))
    at = reverse("prevention:term", args=[row.id])
    visitor = browser(cast)
    assert "Not checked by anybody yet." in visitor.get(at).text
    told = {"days_open": 20, "present": 18, "excused": 1, "result": "goes_on"}
    told |= day("first", date(2026, 7, 1)) | day("last", date(2026, 7, 31))
    page = visitor.post(at, told)
    assert page.status_code == 422
    assert "tick it if this school has another" in page.text
    assert page.context["form"]["present"].value() == "18"
    assert not SchoolTerm.objects.exists()
    assert visitor.post(at, told | {"sure": "on"}).status_code == 302
    assert SchoolTerm.objects.count() == 1


# ── Two signatures ───────────────────────────────────────────────────────────
def test_the_quarter_says_on_how_many_days_scholars_were_at_school_and_what_came_of_it(cast):
    ended = quarter_of(today()).first
    for number, (present, result) in enumerate([(36, "moved_up"), (10, "left")]):
        row = scholar(cast, participant(cast, given=f"E{number}", family=f"F{number}", age=20))
        scholarships.add_term(
            scholarship=row,
            first=ended - 60 * DAY,
            last=ended,
            days_open=40,
            present=present,
            excused=0,
            result=result,
            sure=True,
            **acts(cast),
        )
    found = report(quarter_of(today()), today()).terms
    assert (found.terms, found.days_open, found.present) == (2, 80, 46)
    assert (found.moved_up, found.left, found.without_result) == (1, 1, 0)
    assert report(quarter_of(ended - DAY), today()).terms.terms == 0
    text = browser(cast).get(reverse("prevention:report")).text
    assert "46 of 80 days, terms that ended: 2" in text
    assert "moved up: 1, goes on in the same year: 0, repeats: 0, left school: 1" in text


def test_where_another_officer_is_there_nothing_is_paid_before_she_signed_too(cast):
    cast.sengdao = cast.join("sengdao", "Sengdao Keo", Role.PREVENTION_OFFICER, "Vientiane")
    row = scholar(cast, participant(cast, age=15))
    told = {"amount": 900, "currency": "THB", "to": "the school", "receipt": "17"} | day()
    bounmy, at = browser(cast), reverse("prevention:pay", args=[row.id])
    page = bounmy.post(at, told)
    assert page.status_code == 422
    assert "before another officer of the office has signed" in page.text
    assert page.context["form"]["receipt"].value() == "17"
    sign = reverse("prevention:sign", args=[row.id])
    assert "it takes another person" in bounmy.post(sign, follow=True).text
    there = reverse("prevention:scholarship", args=[row.id])
    sengdao = browser(cast, cast.sengdao)
    assert "Sign, too" in sengdao.get(there).text
    sengdao.post(sign)
    assert "Sengdao Keo" in bounmy.get(there).text
    assert bounmy.post(at, told).status_code == 302
    with pytest.raises(Refused, match="signed this already"):
        scholarships.sign(scholarship=row, by=cast.sengdao)


# ── Hours of volunteers ──────────────────────────────────────────────────────
def test_hours_count_once_another_has_countersigned_them(cast, place):
    row = volunteer(cast, place)
    visitor = browser(cast)
    at = reverse("prevention:write_hours", args=[row.id])
    page = visitor.post(at, {"hours": 26, "doing": "Theatre"} | day())  # T8
    assert page.status_code == 422
    assert "a day has from 1 to 24 hours" in page.text.casefold()
    assert page.context["form"]["doing"].value() == "Theatre"
    assert visitor.post(at, {"hours": 6, "doing": "Theatre"} | day()).status_code == 302
    hours = VolunteerHours.objects.get()
    sign = reverse("prevention:countersign", args=[hours.id])
    assert visitor.post(sign).status_code == 404  # she wrote it
    found = report(quarter_of(today()), today())
    assert (found.hours, found.hours_open) == (0, 6)
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("prevention:hours")).text
    assert str(row.number) in page
    assert "Chan" not in page
    claire.post(sign)
    found = report(quarter_of(today()), today())
    assert (found.hours, found.hours_open) == (6, 0)
    text = visitor.get(reverse("prevention:volunteer", args=[row.id])).text
    assert str(cast.claire) in text
    with pytest.raises(Refused, match="countersigned already"):
        volunteers.countersign(hours=hours, by=cast.claire)


# ── A volunteer's access ─────────────────────────────────────────────────────
def test_a_volunteer_who_leaves_is_asked_for_nothing_and_comes_back_only_vetted_anew(cast, place):
    row, visitor = volunteer(cast, place), browser(cast)
    row.write(
        cast.ring(cast.bounmy),
        row.unseal(cast.ring(cast.bounmy)) | {"phone": "020 55"},
        row.version,
    )
    at, shown = (
        reverse(f"prevention:{name}", args=[row.id]) for name in ("leave_volunteering", "volunteer")
    )
    assert at in visitor.get(shown).text
    assert "020 55" in visitor.get(shown).text
    row.refresh_from_db()
    assert visitor.post(at, {"version": row.version}).status_code == 422
    sent = {"given_back": "not_yet", "version": row.version}
    assert visitor.post(at, sent).status_code == 302
    text = visitor.get(shown).text
    assert "020 55" not in text
    assert "our papers are not back yet" in text
    assert at not in text
    row.refresh_from_db()
    assert (row.state, row.vetted_until) == ("left", None)
    for act in (volunteers.pause, volunteers.leave_volunteering):
        told = {"why": "x"} if act is volunteers.pause else {"given_back": "all"}
        with pytest.raises(Refused, match="left already"):
            act(volunteer=row, version=row.version, **told, **acts(cast))
    again = Vetted(2, True, today(), today())
    volunteers.vet(volunteer=row, vetted=again, related="", version=row.version, **acts(cast))
    row.refresh_from_db()
    assert row.state == "active"


def test_a_volunteer_has_no_account_and_no_role_is_hers(cast, place):
    """The simplest that is safe: her plan is told to her by the officer. A paused one loses nothing
    by which she would notice it, and nobody's scholar stands on a telephone in the village."""
    volunteer(cast, place)
    assert not [one for one in Role if "volunteer" in one.value]
    joined = {
        field.name
        for field in Volunteer._meta.get_fields()
        if field.is_relation and field.related_model is type(cast.bounmy)
    }
    assert joined == {"made_by"}


# ── What was typed wrongly ───────────────────────────────────────────────────
def test_a_payment_after_she_left_is_refused_on_the_page_and_what_was_typed_stays(cast):
    row = scholar(cast, participant(cast, age=15))
    scholarships.end_scholarship(
        scholarship=row, why="moved", on=today() - DAY, version=row.version, **acts(cast)
    )
    told = {"amount": 900, "currency": "THB", "to": "the school", "receipt": "17"} | day()
    page = browser(cast).post(reverse("prevention:pay", args=[row.id]), told)
    assert page.status_code == 422
    assert "Nothing is paid after the scholarship has ended." in page.text
    assert page.context["form"]["receipt"].value() == "17"
    assert not ScholarshipPayment.objects.exists()


def test_twins_are_asked_about_on_the_page_with_every_word_still_there(cast):
    born = date(2011, 5, 4)
    hoa = participant(cast, "Hoa", born=born)
    told = {"given": "Huệ", "family": "Nguyễn", "sex": "female"} | day("born", born)
    visitor, at = browser(cast), reverse("prevention:new_participant")
    page = visitor.post(at, told)
    assert page.status_code == 422
    assert f"number {hoa.number} has the same family name" in page.text.casefold()
    assert page.context["form"]["given"].value() == "Huệ"
    assert visitor.post(at, told | {"both_real": "on"}).status_code == 302


def test_a_session_that_officials_stopped_asks_why_and_keeps_the_heads(cast, place):
    row = planned(cast, place)
    at = reverse("prevention:write_up", args=[row.id])
    told = {"women": 4, "state": "stopped", "version": row.version} | day()
    page = browser(cast).post(at, told)
    assert page.status_code == 422
    assert "say why" in page.text.casefold()
    assert page.context["form"]["women"].value() == "4"
    page = browser(cast).post(at, told | {"why": "The district police."}, follow=True)
    assert "stopped by officials" in page.text
    row.refresh_from_db()
    assert (row.state, row.heads.attendance) == ("stopped", 4)


def test_the_currency_of_the_office_is_proposed_and_none_is_chosen_unseen(cast, place):
    who = participant(cast)
    row = scholar(cast, who)
    forms = [
        browser(cast).get(reverse("prevention:pay", args=[row.id])).context["form"],
        browser(cast).get(reverse("prevention:enrol", args=[who.id])).context["form"],
    ]
    assert [form.initial["currency"] for form in forms] == ["LAK", "LAK"]
    assert forms[0].fields["currency"].choices[0][0] == ""


def test_hours_of_a_day_after_her_vetting_ended_do_not_count(cast, place):
    row = volunteer(cast, place)
    type(row).objects.filter(pk=row.pk).update(vetted_until=today() - DAY)
    at = reverse("prevention:write_hours", args=[row.id])
    page = browser(cast).post(at, {"hours": 6, "doing": "Theatre"} | day())
    assert page.status_code == 422
    assert "her vetting ended on" in page.text.casefold()
    ago = day(of=today() - DAY)
    assert browser(cast).post(at, {"hours": 6, "doing": "Theatre"} | ago).status_code == 302
