"""Whoever has met her asks her; the other team of a two-country file rests on what she said there,
and writes down no yes of somebody it never met."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.cases.actions.cases import add_person
from fanal.cases.models import Consent
from fanal.core.casework.answers import NoAnswer
from fanal.core.errors import BadInput
from fanal.people.models import AgeForConsent
from fanal.sharing.actions import rules
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.models import Side
from tests import files
from tests.consents import says
from tests.journal import the_entry
from tests.sharing.transfers import offer, propose, told_case

FIELDS = ("code_name", "safety", "journey")
NOT_ASKED, TAKEN_BACK = "there is no consent yet", "She took back her consent"


@pytest.fixture
def here(cast):
    """Bangkok has her and asked nothing yet; Vientiane has a file of her, and never met her."""
    made = told_case(cast, consent=False)
    made.hers, made.theirs = files.in_vientiane(cast)
    return made


def asked(cast, here, **more):
    return says(cast, here, "both_teams", **more)


def proposed(cast, here):
    here.shared = propose(cast, here, fields=FIELDS)
    here.side = Side.objects.get(shared=here.shared, team=cast.vientiane)
    return here.side


def agree(cast, here):
    told = {"case": here.theirs, "fields": FIELDS, **cast.acting(cast.somchit)}
    shared_actions.agree(side=proposed(cast, here), **told)
    here.side.refresh_from_db()


def writes(cast, here, field="safety", version=0):
    told = {"text": "The uncle is back.", "version": version, **cast.acting(cast.kham)}
    return shared_actions.put(side=Side.objects.get(pk=here.side.pk), field=field, **told)


def test_the_second_team_agrees_and_writes_by_what_she_said_to_the_first(cast, here):
    asked(cast, here)
    agree(cast, here)
    for field in FIELDS:
        assert writes(cast, here, field)
    # It is no yes in the file of whoever never asked her.
    assert not Consent.objects.filter(case=here.theirs).exists()
    assert str(cast.bangkok.pk) in the_entry("shared.agreed", about=here.shared.id).detail


def test_a_yes_to_the_first_team_telling_is_none_to_the_second(cast, here):
    says(cast, here, "referral")
    with pytest.raises(BadInput, match=NOT_ASKED):
        agree(cast, here)


def test_it_covers_no_more_than_she_was_asked(cast, here):
    asked(cast, here, data_class="identity")
    agree(cast, here)
    assert writes(cast, here, "code_name")
    for field in ("safety", "journey"):
        with pytest.raises(BadInput, match=NOT_ASKED):
            writes(cast, here, field)


def test_it_is_no_yes_to_the_case_going_to_that_team_nor_to_a_partner(cast, here):
    asked(cast, here)
    with pytest.raises(BadInput, match=NOT_ASKED):
        offer(cast, here)


def test_it_falls_once_the_first_team_writes_down_that_she_takes_it_back(cast, here):
    yes = asked(cast, here)
    agree(cast, here)
    writes(cast, here)
    consents.withdraw_consent(consent=yes, by=cast.sokha)
    with pytest.raises(BadInput, match=TAKEN_BACK):
        writes(cast, here, version=1)
    page = files.main_of(cast, cast.kham, reverse("sharing:put", args=[here.shared.id, "safety"]))
    assert TAKEN_BACK in page
    # Nobody is led to write down another answer in her name.
    assert reverse("cases:consent", args=[here.theirs.id]) not in page


def test_it_falls_with_what_she_said_of_us_alone(cast, here):
    before = timezone.localdate() - timedelta(days=3)
    yes = says(cast, here, "referral", on=before)
    asked(cast, here, on=before)
    agree(cast, here)
    consents.withdraw_consent(consent=yes, by=cast.sokha)
    with pytest.raises(BadInput, match=TAKEN_BACK):
        writes(cast, here)


def test_it_ends_with_its_last_day(cast, here):
    today = timezone.localdate()
    yes = asked(cast, here, on=today - timedelta(days=9), until=today)
    agree(cast, here)
    assert writes(cast, here)
    yes.until = today - timedelta(days=1)
    yes.save(update_fields=["until"])
    with pytest.raises(BadInput, match=NOT_ASKED):
        writes(cast, here, version=1)


def test_a_no_in_the_file_of_the_second_team_counts_before_it(cast, here):
    asked(cast, here)
    agree(cast, here)
    consents.record_consent(
        case=here.theirs, person=here.hers, purpose="referral", answer="refused",
        **cast.acting(cast.kham),
    )  # fmt: skip
    with pytest.raises(BadInput, match="She refused"):
        writes(cast, here)


def test_who_must_never_know_by_the_file_of_the_second_team_stops_it_all_the_same(cast, here):
    asked(cast, here)
    agree(cast, here)
    rules.never_tell(case=here.theirs, colleague=cast.sokha, reason="Her cousin.", by=cast.somchit)
    with pytest.raises(BadInput, match="must not be told"):
        writes(cast, here)


@pytest.mark.parametrize("whose", ["person", "hers"])
def test_of_a_child_by_either_file_whoever_answers_for_her_was_asked_too(cast, here, whose):
    child = {"born": ["2012-01-01", "2012-12-31"], "adult": False}
    row = AgeForConsent.objects.get(person=getattr(here, whose))
    row.coded = child
    row.save()
    asked(cast, here)
    with pytest.raises(BadInput):
        agree(cast, here)


def test_whose_age_the_second_team_does_not_know_is_as_old_as_the_first_one_knows(cast, here):
    AgeForConsent.objects.filter(person=here.hers).delete()
    asked(cast, here)
    agree(cast, here)


def test_a_side_that_was_pointed_at_a_case_of_a_third_team_says_nothing_of_her(cast, here):
    asked(cast, here)
    agree(cast, here)
    third = files.case(cast, by=cast.linh, team=cast.saigon)
    yes = {"case": third, "person": third.people.get(), "purpose": "both_teams"}
    consents.record_consent(**yes, answer="given", **cast.acting(cast.linh))
    Side.objects.filter(shared=here.shared, team=cast.bangkok).update(case=third)
    with pytest.raises(BadInput, match=NOT_ASKED):
        writes(cast, here)


def test_of_several_people_each_was_asked(cast, here):
    more, theirs = files.person(cast), files.person(cast, by=cast.kham, team=cast.vientiane)
    add_person(case=here.case, person=more, by=cast.sokha)
    asked(cast, here)
    yes = {"case": here.case, "person": more, "purpose": "both_teams", "answer": "given"}
    told = consents.record_consent(**yes, **cast.acting(cast.sokha))
    # Of two here and one there, somebody may never have been asked.
    with pytest.raises(BadInput, match=NOT_ASKED):
        agree(cast, here)
    add_person(case=here.theirs, person=theirs, by=cast.kham)
    told_both = {"case": here.theirs, "fields": FIELDS, **cast.acting(cast.somchit)}
    shared_actions.agree(side=here.side, **told_both)
    consents.withdraw_consent(consent=told, by=cast.sokha)
    here.side.refresh_from_db()
    with pytest.raises(BadInput, match=TAKEN_BACK):
        writes(cast, here)


def test_one_who_said_no_among_several_stops_it_whoever_is_listed_first(cast, here):
    for case, by, team in (
        (here.case, cast.sokha, cast.bangkok),
        (here.theirs, cast.kham, cast.vientiane),
    ):
        one = files.person(cast, by=by, team=team)
        add_person(case=case, person=one, by=by)
        here.one = one
    for link in here.case.concerned:
        consents.record_consent(
            case=here.case, person=link.person, purpose="both_teams", answer="given",
            **cast.acting(cast.sokha),
        )  # fmt: skip
    agree(cast, here)
    for person in (here.one, here.hers):
        no = consents.record_consent(
            case=here.theirs, person=person, purpose="referral", answer="refused",
            **cast.acting(cast.kham),
        )  # fmt: skip
        with pytest.raises(BadInput, match="She refused"):
            writes(cast, here)
        assert no


def pages(cast, here, who):
    """What she reads of the file, and where she agrees."""
    shared = reverse("sharing:shared", args=[here.shared.id])
    agrees = f"{reverse('sharing:agree', args=[here.shared.id])}?case={here.theirs.id}"
    return [" ".join(files.main_of(cast, who, page).split()) for page in (shared, agrees)]


def test_whoever_is_asked_reads_by_whom_when_and_how_she_was_asked(cast, here):
    day = timezone.localdate() - timedelta(days=5)
    asked(
        cast, here, on=day, until=day + timedelta(days=90), data_class="narrative",
        answers={"language": "Lao", "interpreter_name": "Dao", "words": "Only how I am."},
    )  # fmt: skip
    proposed(cast, here)
    for page in pages(cast, here, cast.somchit):
        assert "Bangkok asked on" in page
        assert "with an interpreter" in page
        assert "The person herself" in page
        assert "valid until" in page
        assert "Dao" not in page
        assert "Only how I am." not in page
        assert here.person.code_name not in page


@pytest.mark.parametrize("nobody", NoAnswer)
def test_nobody_reads_of_an_interpreter_whom_nobody_named(cast, here, nobody):
    asked(cast, here, answers={"interpreter_name": nobody})
    proposed(cast, here)
    for page in pages(cast, here, cast.somchit):
        assert "Bangkok asked on" in page
        assert "with an interpreter" not in page


def test_nobody_is_led_to_write_down_an_answer_in_her_name(cast, here):
    says(cast, here, "referral")
    proposed(cast, here)
    shared, agrees = pages(cast, here, cast.somchit)
    assert "Bangkok has not asked her yet" in shared
    assert "writes down no answer in her name" in agrees
    asked(cast, here)
    shared, agrees = pages(cast, here, cast.somchit)
    assert "has not asked her yet" not in shared
    assert "This may not go out now" not in agrees
    assert "Write down no answer of hers" in agrees


def test_whoever_proposes_is_led_to_ask_her_of_both_and_back(cast, here):
    says(cast, here, "referral")
    page = reverse("sharing:propose", args=[here.case.id])
    form = f"{reverse('cases:consent', args=[here.case.id])}?purpose=both_teams"
    assert f"{form}&amp;next={page}" in files.main_of(cast, cast.noi, page)
    proposed(cast, here)
    shared = reverse("sharing:shared", args=[here.shared.id])
    assert form in files.main_of(cast, cast.noi, shared)
    asked(cast, here)
    for address in (page, shared):
        assert form not in files.main_of(cast, cast.noi, address)


def test_both_read_that_she_took_it_back_and_when(cast, here):
    yes = asked(cast, here)
    agree(cast, here)
    consents.withdraw_consent(consent=yes, by=cast.sokha)
    for who in (cast.sokha, cast.kham):
        page = files.main_of(cast, who, reverse("sharing:shared", args=[here.shared.id]))
        assert "Withdrawn" in page
        assert "taken back on" in page


def test_once_the_file_has_ended_neither_reads_what_she_answers_the_other(cast, here):
    day = timezone.localdate() - timedelta(days=2)
    asked(cast, here, on=day)
    agree(cast, here)
    shared = reverse("sharing:shared", args=[here.shared.id])
    assert "Bangkok asked on" in files.main_of(cast, cast.kham, shared)
    shared_actions.end(side=here.side, by=cast.somchit)
    says(cast, here, "both_teams", answer="refused")
    assert "Bangkok asked on" not in files.main_of(cast, cast.kham, shared)
    # What she told us stands in our own file all the same.
    assert "Bangkok asked on" in files.main_of(cast, cast.sokha, shared)


# ── She takes it back ────────────────────────────────────────────────────────
GONE = "She took her agreement back"


@pytest.fixture
def taken_back(cast, here):
    """Both teams wrote; then she takes back, with Bangkok, that both tell each other."""
    yes = asked(cast, here)
    agree(cast, here)
    writes(cast, here)
    told = {"text": "She sleeps badly.", "version": 0, **cast.acting(cast.sokha)}
    ours = Side.objects.get(shared=here.shared, team=cast.bangkok)
    shared_actions.put(side=ours, field="safety", **told)
    return lambda: consents.withdraw_consent(consent=yes, by=cast.sokha)


def test_what_the_other_side_wrote_is_read_no_longer_and_what_one_wrote_stays(
    cast, here, taken_back
):
    address = reverse("sharing:shared", args=[here.shared.id])
    words = {cast.kham: "The uncle is back.", cast.sokha: "She sleeps badly."}
    for who in words:
        page = files.main_of(cast, who, address)
        assert all(text in page for text in words.values())
        assert GONE not in page
    taken_back()
    for who, own in words.items():
        page = files.main_of(cast, who, address)
        assert [text in page for text in words.values()] == [text == own for text in words.values()]
        assert GONE in page
        assert "A lead ends the file, unless she agrees again." in page
    assert "End the file, unless she agrees again." in files.main_of(cast, cast.somchit, address)


def test_the_start_page_of_both_teams_says_so_in_place_of_what_was_written(cast, here, taken_back):
    wrote = "wrote in the two-country file"
    assert f"Bangkok {wrote}" in files.start_page(cast, cast.somchit)
    taken_back()
    for who, other in ((cast.somchit, "Bangkok"), (cast.sokha, "Vientiane")):
        start = files.start_page(cast, who)
        assert f"She took back that {other} tells you of her" in start
        assert wrote not in start
    for who in (cast.mai, cast.linh, cast.thao):
        assert "She took back that" not in files.start_page(cast, who)


def test_who_alone_wrote_is_asked_to_end_it_too_while_the_other_team_holds_the_key(cast, here):
    yes = asked(cast, here)
    agree(cast, here)
    writes(cast, here)
    consents.withdraw_consent(consent=yes, by=cast.sokha)
    title, held = "She took back that you tell Bangkok of her", "hold its key until the file ends"
    for who in (cast.somchit, cast.kham):
        start = files.start_page(cast, who)
        assert title in start
        assert held in start
        assert "today" in start[start.index(title) :][:400]
    assert "She took back that Vientiane tells you of her" in files.start_page(cast, cast.sokha)
    shared_actions.end(side=here.side, by=cast.somchit)
    assert title not in files.start_page(cast, cast.somchit)


def test_once_the_file_has_ended_nothing_is_asked_for_any_more(cast, here, taken_back):
    taken_back()
    address = reverse("sharing:shared", args=[here.shared.id])
    shared_actions.end(side=here.side, by=cast.somchit)
    assert GONE not in files.main_of(cast, cast.kham, address)
    assert "She took back that" not in files.start_page(cast, cast.somchit)


def test_what_she_said_to_the_second_team_itself_stays_its_own(cast, here, taken_back):
    told = {"case": here.theirs, "person": here.hers, "purpose": "referral", "answer": "given"}
    consents.record_consent(**told, **cast.acting(cast.kham))
    taken_back()
    address = reverse("sharing:shared", args=[here.shared.id])
    assert "The uncle is back." in files.main_of(cast, cast.sokha, address)
    assert "She sleeps badly." not in files.main_of(cast, cast.kham, address)
