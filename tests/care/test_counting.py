"""Courses of medicine are counted without a file: by who keeps them, when she says so, in numbers alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care.actions import files as files_actions
from fanal.care.models import CareRecord
from fanal.coded_facts.actions import leave_out
from fanal.coded_facts.models import StoredFact
from fanal.coded_facts.queries import histories
from fanal.core.care.notes import NoteKind
from fanal.core.coded_facts.indicators import courses_taken
from fanal.core.coded_facts.periods import year_of
from fanal.core.roles import Role
from tests import files
from tests.care.scene import noted, page, taken
from tests.tiers import our_models, readable

DAY = timedelta(days=1)


def began():
    """So that every day of a course lies in the year before."""
    return timezone.localdate().replace(month=3, day=1) - timedelta(days=365)


def step(cast, file, what, after=0, by=None):
    return noted(cast, file, NoteKind.PROPHYLAXIS, by=by, step=what, on=began() + after * DAY)


def counts():
    return courses_taken(histories("care_count"), year_of(began()), timezone.localdate())


def count(cast, by=None):
    by = by or cast.ploy
    files_actions.count_courses(**cast.acting(by))


def written(facts):
    return [(fact.kind, sorted(fact.content["codes"])) for fact in facts]


def test_a_course_and_its_end_are_written_on_the_page_and_the_file_shows_them(cast, here, ploy):
    file = taken(cast, here)
    day = began()
    form = {"step": "begun", "on": day.isoformat(), "words": "Zshe is tired"}
    assert ploy.post(page("note", file.id, "prophylaxis"), form).status_code == 302
    early = form | {"step": "completed", "on": (day + 20 * DAY).isoformat()}
    answer = ploy.post(page("note", file.id, "prophylaxis"), early)
    assert answer.status_code == 422
    assert "the last of its days is" in answer.text.lower()
    assert "Zshe is tired" in answer.text
    late = early | {"on": (day + 27 * DAY).isoformat()}
    assert ploy.post(page("note", file.id, "prophylaxis"), late).status_code == 302
    shown = ploy.get(page("file", file.id)).text
    assert "Taken for 28 days" in shown
    none = ploy.post(page("note", file.id, "prophylaxis"), {"words": "Zwords"})
    assert none.status_code == 422
    assert "Zwords" in none.text


def test_nothing_leaves_the_file_until_who_keeps_it_counts_and_then_numbers_alone(cast, here, ploy):
    before = StoredFact.objects.count()
    file = taken(cast, here)
    taken_up = StoredFact.objects.count()  # of the request
    step(cast, file, "begun")
    step(cast, file, "completed", 28)
    assert StoredFact.objects.count() == taken_up > before
    shown = ploy.get(page("count"))
    assert "Taken for 28 days" in shown.text
    assert ploy.post(page("count"), {}).status_code == 302
    assert (counts().yes, counts().due) == (1, 1)
    made = StoredFact.objects.filter(kind="care_count")
    assert {fact.month.month for fact in made} == {1}
    assert {name for fact in made for name in fact.content["codes"]} == {
        "completed", "stopped", "declined", "lost", "died", "running"}  # fmt: skip


def test_c3_no_clear_column_and_no_fact_names_the_medicine_or_the_file(cast, here):
    file = taken(cast, here)
    step(cast, file, "begun")
    count(cast)
    names = ("prophylaxis", "hiv", "pep", str(file.id), str(here.person.pk))
    for fact in StoredFact.objects.filter(kind="care_count"):
        said = f"{fact.kind} {fact.month} {fact.content}".lower()
        assert [name for name in names if name in said] == []
    for model in our_models():
        for row in model.objects.all()[:200]:
            clear = " ".join(str(getattr(row, one.name)) for one in readable(model))
            assert "prophylaxis" not in clear.lower(), model


def test_a_new_count_stands_in_place_of_the_one_before(cast, here):
    file = taken(cast, here)
    step(cast, file, "begun")
    count(cast)
    assert (counts().lost, counts().yes) == (1, 0)  # its days are over, and no end is written
    step(cast, file, "completed", 30)
    count(cast)
    count(cast)
    assert (counts().lost, counts().yes) == (0, 1)


def test_a_file_that_was_handed_over_is_counted_by_who_keeps_it_and_never_twice(cast, here):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    step(cast, file, "declined")
    count(cast)
    assert counts().refused == 1
    files_actions.hand_over(file=file, to=dara, agreed="yes", **cast.acting(cast.ploy))
    assert counts().due == 0
    count(cast, dara)
    assert (counts().refused, counts().due) == (1, 1)


def test_who_left_counts_nothing_and_whom_she_named_counts_on(cast, here):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    step(cast, file, "begun")
    count(cast)
    files_actions.name(file=file, to=dara, agreed="yes", **cast.acting(cast.ploy))
    count(cast, dara)
    assert counts().due == 1  # she was let in, and does not keep it
    end_account(user=cast.ploy, by=cast.anan)
    assert counts().due == 0
    step(cast, file, "lost", 40, by=dara)
    count(cast, dara)
    assert (counts().lost, counts().due) == (1, 1)


def test_who_said_no_to_figures_is_in_no_count(cast, here):
    step(cast, taken(cast, here), "begun")
    count(cast)
    leave_out(here.person.pk)
    count(cast)
    assert counts().due == 0


def test_support_in_numbers_prints_the_five_counts_and_no_rate_under_eleven(cast, here):
    step(cast, taken(cast, here), "begun")
    count(cast)
    asked = {"period": str(began().year)}
    claire = files.browser(cast, cast.claire)
    text = " ".join(claire.get(reverse("services:indicators"), asked).text.split())
    assert "Medicine after exposure to HIV (PEP) taken for 28 days" in text
    assert "fewer than 5" in text
    assert "which stands in the care file alone" not in text


def test_nobody_but_a_health_worker_finds_the_page_of_counting(cast, here):
    for who in (cast.sokha, cast.noi, cast.claire, cast.duc, cast.anan):
        client = files.browser(cast, who)
        assert client.get(page("count")).status_code == 404
        assert client.post(page("count"), {}).status_code == 404


def test_counting_takes_as_many_questions_for_many_notes_as_for_one(
    cast, here, ploy, django_assert_max_num_queries
):
    file = taken(cast, here)
    step(cast, file, "begun")
    with django_assert_max_num_queries(60) as few:
        ploy.get(page("count"))
    for n in range(12):
        step(cast, file, "stopped", n)
        step(cast, file, "begun", n)
    assert CareRecord.objects.count() == 25
    with django_assert_max_num_queries(len(few)):
        ploy.get(page("count"))
