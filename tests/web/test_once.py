"""A form sent twice does its work once, also when both arrive together."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.web.idempotency import forget_before, idempotent
from fanal.web.models import Answered


@pytest.fixture
def post(cast):
    def send(view, key, by=cast.sokha, **typed):
        request = RequestFactory().post("/somewhere/", ({"once": key} if key else {}) | typed)
        request.user = by
        return view(request)

    return send


@pytest.fixture
def counted():
    done = []

    @idempotent
    def view(request):
        done.append(request)
        return HttpResponseRedirect(f"/done/{len(done)}/")

    view.done = done
    return view


def test_a_repeated_key_gets_the_first_answer_and_does_nothing(post, counted):
    key = uuid4().hex
    first, second = post(counted, key), post(counted, key)
    assert first["Location"] == second["Location"] == "/done/1/"
    assert len(counted.done) == 1


@pytest.mark.asvs("V3.7.2")
@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/x", "/done/2/", ""])
def test_who_writes_to_the_database_sends_nobody_elsewhere(post, counted, there):
    key = uuid4().hex
    post(counted, key)
    Answered.objects.update(location=there)
    assert post(counted, key)["Location"] == "/"


def test_where_another_form_led_counts_for_that_form_alone(post, counted, cast):
    first, other = uuid4().hex, uuid4().hex
    for key in (first, other):
        post(counted, key)
    led = list(Answered.objects.order_by("id").values_list("location", flat=True))
    Answered.objects.order_by("id").update(location=led[1])
    assert post(counted, first)["Location"] == "/"
    assert post(counted, other)["Location"] == "/done/2/"


def test_what_led_too_far_to_be_kept_leads_back_to_the_page(post):
    done = []

    @idempotent
    def view(request):
        done.append(request)
        return HttpResponseRedirect("/done/?next=" + "x" * 500)

    key = uuid4().hex
    post(view, key)
    assert post(view, key)["Location"] == "/"
    assert len(done) == 1


def test_what_was_written_anew_after_going_back_is_not_lost(post, counted):
    key = uuid4().hex
    assert post(counted, key, text="She calls back.")["Location"] == "/done/1/"
    assert post(counted, key, text="She calls back at 8 p.m.")["Location"] == "/done/2/"
    assert post(counted, key, text="She calls back.")["Location"] == "/done/1/"


def test_a_text_cannot_be_tried_against_what_the_database_keeps(post, counted):
    key = uuid4().hex
    post(counted, key, text="a")
    assert key not in str(Answered.objects.values_list())


def test_another_form_is_another_act(post, counted):
    post(counted, uuid4().hex)
    post(counted, uuid4().hex)
    assert len(counted.done) == 2


def test_the_key_of_one_person_says_nothing_to_another(post, counted, cast):
    key = uuid4().hex
    post(counted, key)
    assert post(counted, key, by=cast.linh)["Location"] == "/done/2/"


def test_a_form_with_mistakes_may_be_sent_again(post):
    answers = [HttpResponse("mistake", status=422), HttpResponseRedirect("/done/")]
    view = idempotent(lambda request: answers.pop(0))
    key = uuid4().hex
    assert post(view, key).status_code == 422
    assert post(view, key).status_code == 302
    assert post(view, key)["Location"] == "/done/"


@pytest.mark.parametrize("problem", [Http404(), BadInput("day", "no")])
def test_what_a_refusal_wrote_is_kept_and_the_key_is_free(post, cast, problem):
    @idempotent
    def view(request):
        Answered.objects.create(key="the journal's entry", who="x")
        raise problem

    key = uuid4().hex
    with pytest.raises(type(problem)):
        post(view, key)
    assert [row.key for row in Answered.objects.all()] == ["the journal's entry"]


@pytest.mark.asvs("V2.3.3", "V16.5.3")
def test_what_failed_half_way_leaves_neither_work_nor_key(post):
    @idempotent
    def view(request):
        Answered.objects.create(key="half", who="x")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        post(view, uuid4().hex)
    assert not Answered.objects.exists()


def test_without_a_key_the_view_answers_as_it_is(post, counted):
    post(counted, "")
    post(counted, "")
    assert len(counted.done) == 2


def test_old_keys_are_forgotten(post, counted):
    post(counted, uuid4().hex)
    today = timezone.localdate()
    assert forget_before(today) == 0
    assert forget_before(today + timedelta(days=1)) == 1


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_do_it_once(counted):
    from threading import Barrier, Thread

    from django.contrib.auth.models import AnonymousUser

    barrier, answers, key = Barrier(4), [], uuid4().hex

    def tap():
        request = RequestFactory().post("/somewhere/", {"once": key})
        request.user = AnonymousUser()
        barrier.wait()
        while True:
            try:
                answers.append(counted(request)["Location"])
                break
            except OperationalError:  # SQLite in memory does not wait for a lock: send it again
                pass
        BaseDatabaseWrapper.close(connection)  # SQLite's own keeps a database in memory open

    taps = [Thread(target=tap) for _tap in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert answers == ["/done/1/"] * 4
    assert len(counted.done) == 1


def test_a_key_that_is_none_of_ours_is_no_key(post, counted):
    for key in ("\x00", "ກ\x00" * 9, "../"):
        assert post(counted, key).status_code == 302
    assert not Answered.objects.exists()
