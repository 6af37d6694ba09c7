"""Looking for somebody: only among who said yes, told only after two colleagues confirmed."""

import pytest
from django.urls import reverse

from fanal.audit.models import Entry as JournalEntry
from fanal.cases.actions import keep_out, record_consent, withdraw_consent
from fanal.core.casework.tracing import Whom
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.people.actions import decide
from fanal.registers.actions import answer, ask, tell
from fanal.registers.models import Told, TracingAnswer, TracingRequest
from fanal.registers.queries.tracing import findings
from tests import files

LAO, LATIN, OTHER = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa", "Trần Thị Bích Ngọc"


def says(cast, person, said="given", **more):
    """A person's word on tracing, in a case of her own."""
    case = person.cases.first() or files.case(cast, people=[person])
    return record_consent(
        case=case, person=person, purpose="family_tracing", answer=said, by=cast.sokha,
        ring=cast.ring(cast.sokha), on=files.TODAY, **more,
    )  # fmt: skip


def sought(cast, whom=Whom.FAMILY, names=(LAO,), **more):
    asker = files.person(cast, [OTHER])
    if whom == Whom.FAMILY:
        says(cast, asker)
    case = asker.cases.first() or files.case(cast, people=[asker])
    return ask(
        case=case, person=asker, whom=whom, names=names, by=cast.sokha,
        ring=cast.ring(cast.sokha), on=files.TODAY, **more,
    )  # fmt: skip


def found(cast, request, by=None):
    by, ring = by or cast.sokha, cast.ring(by or cast.sokha)
    near = findings(request, request.unseal(ring), by, ring, files.TODAY)
    return [one.found.person for one in near]


@pytest.fixture
def colleagues(cast):
    return [cast.noi, cast.join("dara", "Dara Keo", Role.CASE_WORKER, "Bangkok")]


def confirm(cast, request, person, by, ground, agrees=True):
    return answer(
        request=request, person=person, agrees=agrees, ground=ground, words="as told",
        by=by, ring=cast.ring(by), on=files.TODAY,
    )  # fmt: skip


def test_who_said_yes_to_being_found_is_found_in_another_script(cast):
    person = files.person(cast, [LATIN])
    says(cast, person)
    assert found(cast, sought(cast)) == [person]


@pytest.mark.parametrize("said", [None, "refused", "not_able_now"])
def test_who_did_not_say_yes_is_neither_found_nor_counted(cast, said):
    person, yes = files.person(cast, [LATIN]), files.person(cast, ["Buakham Vongsa"])
    says(cast, yes)
    if said:
        says(cast, person, said)
    request = sought(cast)
    assert found(cast, request) == [yes]
    page = files.browser(cast, cast.sokha)
    shown = page.get(reverse("registers:tracing", args=[request.id])).text
    assert person.code_name not in shown
    assert page.get(reverse("registers:finding", args=[request.id, person.id])).status_code == 404


def test_a_yes_taken_back_past_or_for_a_partner_alone_is_no_yes(cast):
    withdrawn, past, narrow = (files.person(cast, [LATIN]) for _ in range(3))
    withdraw_consent(consent=says(cast, withdrawn), by=cast.sokha, on=files.TODAY)
    says(cast, past, until=files.TODAY)
    says(cast, narrow, recipient="A shelter")
    request = sought(cast)
    assert set(found(cast, request)) == {past}
    later = files.TODAY.replace(day=files.TODAY.day + 1)
    ring = cast.ring(cast.sokha)
    assert findings(request, request.unseal(ring), cast.sokha, ring, later) == []


def test_her_newest_word_counts_in_whichever_of_her_files(cast):
    one, other = files.person(cast, [LATIN]), files.person(cast, [OTHER])
    says(cast, one)
    says(cast, other, "refused")
    ring = cast.ring(cast.sokha)
    assert found(cast, request := sought(cast)) == [one]
    decide(keep=one, other=other, same=True, reason="one passport", by=cast.sokha, ring=ring)
    assert found(cast, request) == []


def test_people_whom_one_may_not_see_are_not_found(cast):
    foreign = files.person(cast, [LATIN], by=cast.linh, team=cast.saigon)
    case = files.case(cast, people=[foreign], by=cast.linh, team=cast.saigon)
    record_consent(
        case=case, person=foreign, purpose="family_tracing", answer="given", by=cast.linh,
        ring=cast.ring(cast.linh), on=files.TODAY,
    )  # fmt: skip
    person = files.person(cast, [LATIN])
    says(cast, person)
    keep_out(case=person.cases.get(), user=cast.noi, reason="a cousin", by=cast.sokha)
    request = sought(cast)
    assert found(cast, request) == [person]
    assert found(cast, request, by=cast.noi) == []


def test_her_family_is_not_looked_for_without_her_yes(cast):
    asker = files.person(cast, [OTHER])
    case = files.case(cast, people=[asker])
    told = {"names": [LAO], "by": cast.sokha, "ring": cast.ring(cast.sokha)}
    with pytest.raises(Refused, match="not asked"):
        ask(case=case, person=asker, whom=Whom.FAMILY, **told)
    assert ask(case=case, person=asker, whom=Whom.MISSING, **told).id


def test_a_request_is_shown_no_more_once_she_takes_her_yes_back(cast):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    consent = request.case.consents.get()
    withdraw_consent(consent=consent, by=cast.sokha)
    page = files.browser(cast, cast.sokha).get(reverse("registers:tracing", args=[request.id]))
    assert "withdrawn" in page.text
    assert person.code_name not in page.text


@pytest.mark.parametrize("names", [[], [""], ["\u200b"], ["🙂"], ["x" * 10_000]])
def test_a_search_for_no_name_or_for_a_book_is_refused(cast, names):
    with pytest.raises(BadInput, match="names"):
        sought(cast, names=names)


def test_what_is_looked_for_is_sealed(cast):
    request = sought(cast, about="her mother sells fish")
    assert b"fish" not in bytes(request.sealed)
    assert request.try_unseal(cast.ring(cast.linh)) is None
    assert not any(LAO in str(row) for row in JournalEntry.objects.values_list())


def test_nobody_is_told_before_two_colleagues_who_did_not_ask_confirmed(cast, colleagues):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    one, two = colleagues
    for by, ground in ((cast.sokha, "document"), (one, "photograph")):
        confirm(cast, request, person, by, ground)
        with pytest.raises(Refused):
            tell(request=request, person=person, by=cast.sokha, on=files.TODAY)
    confirm(cast, request, person, two, "visit")
    assert tell(request=request, person=person, by=cast.sokha, on=files.TODAY).by == cast.sokha


def test_one_colleague_answers_once_and_a_doubt_holds_it_back(cast, colleagues):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    one, two = colleagues
    confirm(cast, request, person, one, "photograph")
    with pytest.raises(BadInput, match="already"):
        confirm(cast, request, person, one, "visit")
    confirm(cast, request, person, two, "visit", agrees=False)
    with pytest.raises(Refused, match="somebody else"):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)


@pytest.mark.parametrize("whose", ["found", "asker"])
def test_a_yes_taken_back_after_the_confirmations_stops_the_telling(cast, colleagues, whose):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        confirm(cast, request, person, by, ground)
    case = person.cases.get() if whose == "found" else request.case
    withdraw_consent(consent=case.consents.get(), by=cast.sokha, on=files.TODAY)
    with pytest.raises(Refused):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)
    assert not Told.objects.exists()


def test_from_the_case_to_the_telling_on_the_pages(cast, colleagues):
    person = files.person(cast, [LATIN])
    says(cast, person)
    asker = files.person(cast, [OTHER])
    says(cast, asker)
    sokha = files.browser(cast, cast.sokha)
    told = {"person": str(asker.id), "whom": "family", "names": LAO, "about": "her sister"}
    case = asker.cases.get()
    made = sokha.post(reverse("registers:trace", args=[case.id]), told)
    assert made.status_code == 302
    request = TracingRequest.objects.get()
    assert person.code_name in sokha.get(made.url).text
    here = reverse("registers:finding", args=[request.id, person.id])
    telling = reverse("registers:told", args=[request.id, person.id])
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        page = files.browser(cast, by)
        assert "may be told yet" in page.get(here).text
        assert "her scar" not in page.get(here).text
        assert page.post(telling).status_code == 302
        assert not Told.objects.exists()
        page.post(here, {"agrees": "yes", "ground": ground, "words": "her scar"})
        assert "her scar" in page.get(here).text
    assert "Confirmed by two" in sokha.get(here).text
    sokha.post(telling)
    assert Told.objects.get().by == cast.sokha
    assert "told</span>" in sokha.get(made.url).text
    assert "searching" in sokha.get(reverse("registers:tracings", args=[case.id])).text
    sokha.post(reverse("registers:end", args=[request.id]))
    assert "Ended on" in sokha.get(made.url).text
    assert TracingAnswer.objects.count() == 2


def test_a_page_without_a_yes_says_so_at_the_form(cast):
    case = files.case(cast, people=[files.person(cast, [OTHER])])
    told = {"person": str(case.people.get().id), "whom": "family", "names": LAO}
    page = files.browser(cast, cast.sokha).post(reverse("registers:trace", args=[case.id]), told)
    assert page.status_code == 422
    assert "not asked" in page.text


def test_foreign_and_absent_requests_are_the_same(cast):
    request = sought(cast)
    person = files.person(cast, [LATIN])
    says(cast, person)
    for user in (cast.linh, cast.mai, cast.claire):
        page = files.browser(cast, user)
        for name, args in (
            ("tracing", [request.id]),
            ("finding", [request.id, person.id]),
            ("tracings", [request.case_id]),
            ("tracing", [person.id]),
        ):
            assert page.get(reverse(f"registers:{name}", args=args)).status_code == 404


def unsealed(monkeypatch):
    """How many rows are opened from now on."""
    from fanal.people.models import SearchRow

    seen, real = [], SearchRow.unseal
    monkeypatch.setattr(SearchRow, "unseal", lambda row, ring: seen.append(1) or real(row, ring))
    return seen


@pytest.mark.parametrize("hidden", [0, 4])
def test_who_may_not_be_found_costs_nothing(cast, monkeypatch, hidden, django_assert_num_queries):
    says(cast, files.person(cast, [LATIN]))
    request = sought(cast)
    for _ in range(hidden):
        files.person(cast, [LATIN])
    ring = cast.ring(cast.sokha)
    told, seen = request.unseal(ring), unsealed(monkeypatch)
    with django_assert_num_queries(10):
        assert len(findings(request, told, cast.sokha, ring, files.TODAY)) == 1
    assert len(seen) == 1  # she who may be found, and nobody else
