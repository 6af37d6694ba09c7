"""Looking for somebody: only among who said yes, told only after two colleagues confirmed."""

from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.audit.models import JournalEntry
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent, withdraw_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.core.casework.consent import ConsentState
from fanal.core.casework.tracing import Whom
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import IDENTITY
from fanal.matching.actions.confirmers import ask_confirmer, close_where_due
from fanal.matching.actions.confirmers import confirm as confirmed
from fanal.matching.actions.tracing import answer, ask, end, tell
from fanal.matching.models import Confirmer, FamilyNotice, TracingAnswer, TracingRequest
from fanal.matching.queries.tracing import closed_by_consent, findings, ways_out
from fanal.partners.actions import areas
from fanal.partners.actions import findings as findings_actions
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.merges import decide
from fanal.sharing.actions.referrals import draft
from fanal.sharing.actions.sending import send
from fanal.sharing.models import Referral
from fanal.web.decisions import how_many
from tests import clock, files
from tests.changed_accounts import changed
from tests.sharing.transfers import accept, offer, told_case

ON_THE_DAY = timezone.make_aware(datetime.combine(files.TODAY, time(12)))
LAO, LATIN, OTHER = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa", "Trần Thị Bích Ngọc"


def says(cast, person, said="given", **more):
    """A person's word on tracing, in a case of her own."""
    case = person.cases.first() or files.case(cast, people=[person])
    return record_consent(
        case=case,
        person=person,
        purpose="family_tracing",
        answer=said,
        **cast.acting(cast.sokha),
        on=files.TODAY,
        **more,
    )


def sought(cast, whom=Whom.FAMILY, names=(LAO,), **more):
    asker = files.person(cast, [OTHER])
    if whom == Whom.FAMILY:
        says(cast, asker)
    case = asker.cases.first() or files.case(cast, people=[asker])
    return ask(
        case=case,
        person=asker,
        whom=whom,
        names=names,
        **cast.acting(cast.sokha),
        on=files.TODAY,
        **more,
    )


def found(cast, request, by=None):
    by, ring = by or cast.sokha, cast.ring(by or cast.sokha)
    near = findings(request, request.unseal(ring), by, ring, files.TODAY)
    return [finding.found.person for finding in near]


@pytest.fixture
def colleagues(cast):
    return [cast.noi, cast.join("dara", "Dara Keo", Role.CASE_WORKER, "Bangkok")]


def confirm(cast, request, person, by, ground, agrees=True):
    return answer(
        request=request,
        person=person,
        agrees=agrees,
        ground=ground,
        words="as told",
        **cast.acting(by),
        on=files.TODAY,
    )


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
    shown = page.get(reverse("matching:tracing", args=[request.id])).text
    assert person.code_name not in shown
    assert page.get(reverse("matching:finding", args=[request.id, person.id])).status_code == 404


def test_a_yes_taken_back_past_or_for_a_partner_alone_is_no_yes(cast):
    withdrawn, past, narrow = (files.person(cast, [LATIN]) for _ in range(3))
    said = says(cast, withdrawn)
    with clock.set_to(ON_THE_DAY):
        withdraw_consent(consent=said, by=cast.sokha)
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


def test_she_is_not_found_as_the_one_she_looks_for_by_another_file_of_hers(cast):
    other = files.person(cast, [LATIN])
    request = sought(cast)
    says(cast, other)
    assert found(cast, request) == [other]
    ring = cast.ring(cast.sokha)
    decide(
        keep=other, other=request.person, same=True, reason="one passport", by=cast.sokha, ring=ring
    )
    assert found(cast, request) == []


def test_who_said_yes_is_found_by_each_team_that_works_on_her(cast):
    person = files.person(cast, [LATIN])
    here = told_case(cast, person=person)
    files.case(cast, people=[person])  # a second one, which stays in Bangkok
    says(cast, person)
    accept(cast, offer(cast, here))
    ring = cast.ring(cast.kham)
    theirs = files.person(cast, [OTHER], by=cast.kham, team=cast.vientiane)
    case = files.case(cast, people=[theirs], by=cast.kham, team=cast.vientiane)
    request = ask(
        case=case,
        person=theirs,
        whom=Whom.MISSING,
        names=[LAO],
        by=cast.kham,
        ring=ring,
        on=files.TODAY,
    )
    assert found(cast, request, by=cast.kham) == [person]


def test_people_whom_one_may_not_see_are_not_found(cast):
    foreign = files.person(cast, [LATIN], by=cast.linh, team=cast.saigon)
    case = files.case(cast, people=[foreign], by=cast.linh, team=cast.saigon)
    record_consent(
        case=case,
        person=foreign,
        purpose="family_tracing",
        answer="given",
        **cast.acting(cast.linh),
        on=files.TODAY,
    )
    person = files.person(cast, [LATIN])
    says(cast, person)
    keep_out(case=person.cases.get(), user=cast.noi, reason="a cousin", by=cast.sokha)
    request = sought(cast)
    assert found(cast, request) == [person]
    assert found(cast, request, by=cast.noi) == []


def test_her_family_is_not_looked_for_without_her_yes(cast):
    asker = files.person(cast, [OTHER])
    case = files.case(cast, people=[asker])
    told = {"names": [LAO], **cast.acting(cast.sokha)}
    with pytest.raises(Refused, match="not asked"):
        ask(case=case, person=asker, whom=Whom.FAMILY, **told)
    assert ask(case=case, person=asker, whom=Whom.MISSING, **told).id


def test_a_request_is_shown_no_more_once_she_takes_her_yes_back(cast):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    consent = request.case.consents.get()
    withdraw_consent(consent=consent, by=cast.sokha)
    page = files.browser(cast, cast.sokha).get(reverse("matching:tracing", args=[request.id]))
    assert "withdrawn" in page.text
    assert person.code_name not in page.text


@pytest.mark.parametrize("names", [[], [""], ["\u200b"], ["🙂"], [LAO, "🙂"], ["x" * 10_000]])
def test_a_search_for_no_name_or_for_a_book_is_refused(cast, names):
    with pytest.raises(BadInput, match="names"):
        sought(cast, names=names)


def test_a_request_that_was_kept_with_a_name_without_a_letter_is_searched_by_the_others(cast):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    ring = cast.ring(cast.sokha)
    request.seal(ring, request.unseal(ring) | {"names": [LAO, "🙂"]})
    assert found(cast, request) == [person]


def test_once_a_search_has_ended_nothing_is_found_or_told_by_it(cast, colleagues):
    person, request = files.person(cast, [LATIN]), sought(cast)
    says(cast, person)
    confirm(cast, request, person, colleagues[0], "document")
    end(request=request, by=cast.sokha, on=files.TODAY)
    request.refresh_from_db()
    with pytest.raises(BadInput, match="ended"):
        confirm(cast, request, person, colleagues[1], "visit")
    with pytest.raises(Refused, match="ended"):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)
    page = files.browser(cast, cast.noi).get(
        reverse("matching:finding", args=[request.id, person.id])
    )
    assert "Ended on" in page.text
    assert 'name="agrees"' not in page.text


def test_on_a_page_of_before_a_search_ended_nothing_is_found_or_told(cast, colleagues):
    """What a page has read may be over by the time that it is sent."""
    person, request = files.person(cast, [LATIN]), sought(cast)
    says(cast, person)
    for by, ground in zip(colleagues, ("document", "visit"), strict=True):
        confirm(cast, request, person, by, ground)
    end(request=TracingRequest.objects.get(), by=cast.sokha, on=files.TODAY)
    with pytest.raises(BadInput, match="ended"):
        confirm(cast, request, person, cast.sokha, "photograph")
    with pytest.raises(Refused, match="ended"):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)


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


def test_what_was_found_of_a_file_holds_for_the_one_that_comes_to_stand_for_it(cast, colleagues):
    person, other = files.person(cast, [LATIN]), files.person(cast, [OTHER])
    says(cast, person)
    request, ring = sought(cast), cast.ring(cast.sokha)
    noi, dara = colleagues
    confirm(cast, request, person, noi, "photograph", agrees=False)
    decide(keep=other, other=person, same=True, reason="one passport", by=cast.sokha, ring=ring)
    (now,) = findings(request, request.unseal(ring), cast.sokha, ring, files.TODAY)
    assert now.found.person == other
    assert [one.by for one in now.answers] == [noi]
    with pytest.raises(BadInput, match="answered this already"):
        confirm(cast, request, other, noi, "visit")
    confirm(cast, request, other, dara, "visit")
    with pytest.raises(Refused, match="somebody else"):
        tell(request=request, person=other, by=cast.sokha, on=files.TODAY)
    page = files.browser(cast, noi).get(reverse("matching:finding", args=[request.id, other.id]))
    assert "somebody else" in page.text
    assert page.text.count("as told") == 2  # both answers, once one has answered oneself


@pytest.mark.parametrize("kept", ["hers", "the other"])
def test_her_family_is_looked_for_no_more_once_another_file_of_hers_says_no(cast, colleagues, kept):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        confirm(cast, request, person, by, ground)
    other, ring = files.person(cast, [OTHER]), cast.ring(cast.sokha)
    says(cast, other, "refused")
    assert closed_by_consent(request, files.TODAY) is None
    keep, gone = (request.person, other) if kept == "hers" else (other, request.person)
    decide(keep=keep, other=gone, same=True, reason="one passport", by=cast.sokha, ring=ring)
    assert closed_by_consent(request, files.TODAY) is ConsentState.REFUSED
    with pytest.raises(Refused):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)
    assert not FamilyNotice.objects.exists()


@pytest.mark.parametrize("whose", ["found", "asker"])
def test_a_yes_taken_back_after_the_confirmations_stops_the_telling(cast, colleagues, whose):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        confirm(cast, request, person, by, ground)
    case = person.cases.get() if whose == "found" else request.case
    with clock.set_to(ON_THE_DAY):
        withdraw_consent(consent=case.consents.get(), by=cast.sokha)
    with pytest.raises(Refused):
        tell(request=request, person=person, by=cast.sokha, on=files.TODAY)
    assert not FamilyNotice.objects.exists()


def test_from_the_case_to_the_telling_on_the_pages(cast, colleagues):
    person = files.person(cast, [LATIN])
    says(cast, person)
    asker = files.person(cast, [OTHER])
    says(cast, asker)
    sokha = files.browser(cast, cast.sokha)
    told = {"person": str(asker.id), "whom": "family", "names": LAO, "about": "her sister"}
    case = asker.cases.get()
    made = sokha.post(reverse("matching:trace", args=[case.id]), told)
    assert made.status_code == 302
    request = TracingRequest.objects.get()
    assert person.code_name in sokha.get(made.url).text
    here = reverse("matching:finding", args=[request.id, person.id])
    telling = reverse("matching:note_told", args=[request.id, person.id])
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        page = files.browser(cast, by)
        assert "may be told yet" in page.get(here).text
        assert "her scar" not in page.get(here).text
        assert page.post(telling).status_code == 302
        assert not FamilyNotice.objects.exists()
        page.post(here, {"agrees": "yes", "ground": ground, "words": "her scar"})
        assert "her scar" in page.get(here).text
    assert "Confirmed by two" in sokha.get(here).text
    sokha.post(telling)
    assert FamilyNotice.objects.get().by == cast.sokha
    assert "told</span>" in sokha.get(made.url).text
    assert "searching" in sokha.get(reverse("matching:tracings", args=[case.id])).text
    sokha.post(reverse("matching:end", args=[request.id]))
    assert "Ended on" in sokha.get(made.url).text
    assert TracingAnswer.objects.count() == 2


def test_a_page_without_a_yes_says_so_at_the_form(cast):
    case = files.case(cast, people=[files.person(cast, [OTHER])])
    told = {"person": str(case.people.get().id), "whom": "family", "names": LAO}
    page = files.browser(cast, cast.sokha).post(reverse("matching:trace", args=[case.id]), told)
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
            assert page.get(reverse(f"matching:{name}", args=args)).status_code == 404


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
    with django_assert_num_queries(19):
        assert len(findings(request, told, cast.sokha, ring, files.TODAY)) == 1
    assert len(seen) == 1  # she who may be found, and nobody else


def two_of_them(cast):
    """A request of Sokha, a file that Noi has confirmed: the team has nobody else."""
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast, about="her elder sister")
    confirm(cast, request, person, cast.noi, "photograph")
    return request, person


def asked(cast, request, person, to):
    return ask_confirmer(
        request=request, person=person, to=to, **cast.acting(cast.noi), on=files.TODAY
    )


def test_a_team_of_two_asks_a_lead_of_elsewhere_and_can_tell(cast):
    request, person = two_of_them(cast)
    row = asked(cast, request, person, cast.huong)
    confirmed(
        asked=row,
        **cast.acting(cast.huong),
        agrees=True,
        ground="document",
        words="her school book",
        on=files.TODAY,
    )
    made = request.answers.get(by=cast.huong)
    assert made.unseal(cast.ring(cast.sokha))["words"] == "her school book"
    assert tell(request=request, person=person, by=cast.sokha, on=files.TODAY)


def test_who_is_asked_sees_the_question_and_the_file_until_she_has_answered(cast):
    request, person = two_of_them(cast)
    huong = files.browser(cast, cast.huong)
    noi = files.browser(cast, cast.noi)
    where = reverse("matching:ask_other", args=[request.id, person.id])
    assert noi.post(where, {"to": str(cast.huong.pk)}).status_code == 302
    row = Confirmer.objects.get()
    here = reverse("matching:confirm", args=[row.id])
    assert person.code_name in huong.get(reverse("web:decisions")).text
    page = huong.get(here).text
    assert LATIN in page
    assert "her elder sister" in page
    assert "as told" not in page  # what Noi found
    for closed in (
        reverse("cases:case", args=[request.case_id]),
        reverse("people:person", args=[request.person_id]),
        reverse("matching:finding", args=[request.id, person.id]),
    ):
        assert huong.get(closed).status_code == 404
    assert huong.post(here, {"agrees": "yes", "ground": "visit"}).status_code == 422
    huong.post(here, {"agrees": "yes", "ground": "visit", "words": "I went there"})
    assert "closed to you again" in huong.get(here).text
    assert huong.get(reverse("people:identity", args=[person.id])).status_code == 404
    assert "Nothing to decide" in huong.get(reverse("web:decisions")).text


def test_only_a_lead_asks_and_only_who_may_see_her_is_asked(cast):
    request, person = two_of_them(cast)
    sokha = files.browser(cast, cast.sokha)
    where = reverse("matching:ask_other", args=[request.id, person.id])
    assert sokha.get(where).status_code == 404
    keep_out(case=person.cases.get(), user=cast.huong, reason="a cousin", by=cast.noi)
    for other in (cast.huong, cast.linh, cast.noi):
        with pytest.raises(BadInput):
            asked(cast, request, person, other)


def test_whom_a_conflict_keeps_out_of_the_case_that_asks_is_not_asked_and_reads_no_code(cast):
    request, person = two_of_them(cast)
    with_her = files.person(cast, ["Somsy"])
    add_person(case=request.case, person=with_her, by=cast.sokha)
    asked(cast, request, person, cast.huong)
    page = files.browser(cast, cast.huong)
    assert person.code_name in page.get(reverse("web:decisions")).text
    listed = files.case(cast, people=[with_her])
    for one in (cast.huong, cast.claire):
        keep_out(case=listed, user=one, reason="a cousin", by=cast.noi)
    assert person.code_name not in page.get(reverse("web:decisions")).text
    with pytest.raises(BadInput):
        asked(cast, request, person, cast.claire)


@pytest.mark.parametrize("end", ["until", "consent", "conflict", "role"])
def test_a_question_closes_with_its_day_her_yes_a_conflict_or_the_role(cast, end):
    request, person = two_of_them(cast)
    row = asked(cast, request, person, cast.huong)
    page, here = files.browser(cast, cast.huong), reverse("matching:confirm", args=[row.id])
    assert page.get(here).status_code == 200
    if end == "until":
        Confirmer.objects.update(until=files.TODAY)
    elif end == "consent":
        withdraw_consent(consent=person.cases.get().consents.get(), by=cast.sokha)
    elif end == "conflict":
        keep_out(case=request.case, user=cast.huong, reason="a cousin", by=cast.noi)
    else:
        changed(cast.huong, cast.claire, role=Role.CASE_WORKER)
        page = files.browser(cast, cast.huong)
        close_where_due(today=files.TODAY)
        assert not Confirmer.objects.get().granted
    assert page.get(here).status_code == 404
    assert person.code_name not in page.get(reverse("web:decisions")).text
    assert files.browser(cast, cast.claire).get(here).status_code == 404


def referred(cast, request):
    """A referral of the family's case to a shelter that may be told."""
    thailand = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    shelter = add_partner(kind="organisation", type="shelter", name="Quiet House", by=cast.sokha)
    found = findings_actions.record_finding(
        about=shelter, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings_actions.confirm(finding=found, by=cast.noi)
    record_consent(
        case=request.case,
        person=request.person,
        purpose="family_tracing",
        answer="given",
        partner=shelter.id,
        **cast.acting(cast.sokha),
    )
    return draft(
        case=request.case,
        person=request.person,
        partner=shelter,
        purpose="trace_family",
        classes=["identity"],
        needed="Tell her mother.",
        area=thailand,
        **cast.acting(cast.noi),
    )


def test_who_is_outside_is_told_by_a_referral_that_went_through_the_gate(cast, colleagues):
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast, whom=Whom.MISSING)
    for by, ground in zip(colleagues, ("photograph", "visit"), strict=True):
        confirm(cast, request, person, by, ground)
    telling = {"request": request, "person": person, "by": cast.sokha, "on": files.TODAY}
    with pytest.raises(Refused, match="by a referral"):
        tell(**telling)
    referral = referred(cast, request)
    with pytest.raises(Refused, match="send it first"):
        tell(**telling, referral=referral)
    send(referral=referral, channel="print", **cast.acting(cast.noi))
    page = files.browser(cast, cast.sokha)
    here = reverse("matching:finding", args=[request.id, person.id])
    assert "Quiet House" in page.get(here).text
    page.post(
        reverse("matching:note_told", args=[request.id, person.id]), {"referral": referral.id}
    )
    assert FamilyNotice.objects.get().referral == referral


def opens_her(cast, person):
    page = files.browser(cast, cast.huong)
    return page.get(reverse("people:identity", args=[person.id])).status_code == 200


def waits(cast):
    """What the page and the number beside the menu tell Huong."""
    told = files.browser(cast, cast.huong).get(reverse("web:decisions")).text
    return "Nothing to decide" not in told, how_many(cast.huong)


@pytest.mark.parametrize("why", ["end", "consent", "conflict here", "conflict there"])
def test_a_question_that_closed_is_in_no_list_and_no_number_and_the_file_closes_too(cast, why):
    request, person = two_of_them(cast)
    asked(cast, request, person, cast.huong)
    assert waits(cast) == (True, 1)
    assert opens_her(cast, person)
    if why == "end":
        end(request=request, by=cast.sokha)
    elif why == "consent":
        withdraw_consent(consent=person.cases.get().consents.get(), by=cast.sokha)
    else:
        case = request.case if why == "conflict here" else person.cases.get()
        keep_out(case=case, user=cast.huong, reason="a cousin", by=cast.noi)
    assert waits(cast) == (False, 0)
    if why != "end":
        assert close_where_due(today=timezone.localdate()) == 1
    assert close_where_due(today=timezone.localdate()) == 0
    assert not opens_her(cast, person)
    assert IDENTITY not in cast.ring(cast.huong).compartments(person.id)


def test_an_open_question_keeps_its_file_open_at_the_sweep(cast):
    request, person = two_of_them(cast)
    asked(cast, request, person, cast.huong)
    assert close_where_due(today=timezone.localdate()) == 0
    assert opens_her(cast, person)


def test_no_referral_of_a_case_that_one_may_not_open_is_offered_to_tell_by(cast):
    request, person = two_of_them(cast)
    made = referred(cast, request)
    assert ways_out(request, person, cast.noi) == [made]
    other = files.case(cast, people=[person], by=cast.linh, team=cast.saigon)
    Referral.objects.update(case=other, person=person)
    assert ways_out(request, person, cast.noi) == []
    assert ways_out(request, person, cast.linh) == [made]


@pytest.mark.parametrize("her_word", ["none", "refused"])
def test_a_question_about_a_file_for_which_another_came_to_stand_waits_on(cast, her_word):
    """It was lost without a word to either colleague; and another file of hers may say no."""
    request, person = two_of_them(cast)
    asked(cast, request, person, cast.huong)
    row, other = Confirmer.objects.get(), files.person(cast, [LATIN])
    if her_word == "refused":
        says(cast, other, "refused")
    ring = cast.ring(cast.sokha)
    decide(keep=other, other=person, same=True, reason="one passport", by=cast.sokha, ring=ring)
    here = reverse("matching:confirm", args=[row.id])
    huong = files.browser(cast, cast.huong)
    assert huong.get(here).status_code == (404 if her_word == "refused" else 200)
    if her_word == "none":
        assert person.code_name in huong.get(reverse("web:decisions")).text
        huong.post(here, {"agrees": "yes", "ground": "visit", "words": "I went there"})
        assert tell(request=request, person=other, by=cast.sokha, on=files.TODAY)


def test_who_is_missing_is_looked_for_by_the_names_of_her_file(cast):
    her = files.person(cast, [LATIN, LAO])
    case = files.case(cast, people=[her])
    sokha = files.browser(cast, cast.sokha)
    address = f"{reverse('matching:trace', args=[case.id])}?person={her.id}"
    assert address in sokha.get(reverse("matching:tracings", args=[case.id])).text
    page = sokha.get(address)
    form = page.context["form"]
    assert set(form["names"].value().splitlines()) == {LATIN, LAO}
    assert form["whom"].value() == Whom.MISSING
    assert "as they stand in her file" in page.text
    assert not TracingRequest.objects.exists()
    other = files.person(cast, ["Nang"])  # of another case: nothing of hers is proposed here
    page = sokha.get(f"{reverse('matching:trace', args=[case.id])}?person={other.id}")
    assert "Nang" not in page.text
