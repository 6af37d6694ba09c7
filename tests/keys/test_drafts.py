"""What somebody was writing is kept sealed to her alone, and comes back where it was written."""

import json
import re
import time
from datetime import timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fanal.accounts.actions import end_account
from fanal.accounts.models import Office
from fanal.accounts.sessions import SIGNED_IN_AT
from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import CaseEntry, Task
from fanal.commands.sweep import sweep
from fanal.core.sealing import wraps
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys import drafts, trust
from fanal.keys.drafts.reopening import owner
from fanal.keys.drafts.titles import said_here
from fanal.keys.models import Draft
from tests import files
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.keys.drafts import filled_in, kept_while_typing
from tests.keys.idle import idle_for

WORDS = "her words, at length: ນາງບອກວ່າ"


@pytest.fixture
def note(case):
    return reverse("cases:write", args=[case.id, "note"])


@pytest.fixture
def client(cast):
    return files.browser(cast, cast.sokha)


def locked(client):
    client.post("/keys/lock/")
    return client


def unlock(client, page):
    return client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": page})


def lying(client, name, seconds):
    kept = client.session
    kept[name] = int(time.time()) - seconds
    kept.save()


def test_what_is_typed_is_kept_while_it_is_typed_and_comes_back_in_its_field(client, note):
    assert kept_while_typing(client, filled_in(client, note), text=WORDS)
    assert filled_in(client, note)["text"] == WORDS
    page = client.get(note).text
    assert "Here is what you had written" in page
    assert not CaseEntry.objects.exists()


def test_it_says_the_hour_of_the_office_of_whoever_wrote_it(client, cast, note):
    Office.objects.filter(pk=cast.sokha.office_id).update(time_zone="America/New_York")
    genuine_rows.run()
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    here = timezone.localtime(timezone=ZoneInfo("America/New_York"))
    before = here - timedelta(minutes=1)
    assert any(f", {one:%H:%M}" in _line(client, note) for one in (here, before))


def _line(client, note):
    """“Here is what you had written: …”."""
    return next(
        one for one in client.get(note).text.splitlines() if "Here is what you had written" in one
    )


def test_the_row_says_who_and_the_day_and_nothing_else(client, cast, note, case):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    names = {field.name for field in Draft._meta.concrete_fields}
    assert names == {"id", "to_keys", "day", "wrapped", "written_by"}
    row = bytes(Draft.objects.get().wrapped)
    assert WORDS.encode() not in row
    assert note.encode() not in row
    assert str(case.id).encode() not in row


@pytest.mark.parametrize("letters", [1, 2_000, 3_500, 9_000])
def test_its_size_is_told_in_steps_of_4_kib(client, note, letters):
    form = filled_in(client, note)
    kept_while_typing(client, form, text="x")
    least = len(bytes(Draft.objects.get().wrapped))
    kept_while_typing(client, form, text="x" * letters)
    assert (len(bytes(Draft.objects.get().wrapped)) - least) % 4096 == 0


def test_one_form_has_one_draft_however_often_it_is_kept(client, note):
    for words in ("her", "her words", WORDS):
        kept_while_typing(client, filled_in(client, note), text=words)
    assert Draft.objects.count() == 1


def test_two_browsers_that_go_on_with_one_draft_lose_neither_text(client, note):
    kept_while_typing(client, first := filled_in(client, note), text="begun")
    second = filled_in(client, note)
    assert second["draft"] == first["draft"]
    for form, words in ((first, "telephone"), (second, "office"), (first, "telephone, later")):
        assert kept_while_typing(client, form, text=words)
    assert Draft.objects.count() == 2
    client.post(note, second | {"text": "office"})
    assert Draft.objects.get().pk == UUID(first["draft"])
    assert filled_in(client, note)["text"] == "telephone, later"


def test_a_browser_that_goes_on_where_nobody_else_writes_goes_on_with_one_draft(client, note):
    kept_while_typing(client, filled_in(client, note), text="begun")
    later = filled_in(client, note)
    for words in ("more", "and more"):
        kept_while_typing(client, later, text=words)
    assert Draft.objects.count() == 1
    client.post(note, later | {"text": "and more"})
    assert not Draft.objects.exists()


def test_two_tabs_of_one_form_lose_neither_text(client, note):
    first, second = filled_in(client, note), filled_in(client, note)
    kept_while_typing(client, first, text="the first tab")
    kept_while_typing(client, second, text="the second tab")
    page = client.get(note).text
    assert "the second tab" in page
    assert "Another draft of this form" in page
    assert "the first tab" in client.get(f"{note}?reopen={first['draft']}").text


def test_a_form_of_another_record_stays_empty(client, cast, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    other = reverse("cases:write", args=[files.case(cast).id, "note"])
    assert filled_in(client, other)["text"] == ""


def test_the_server_keeps_it_while_it_is_locked_and_cannot_read_it(client, note):
    form = filled_in(client, note)
    assert kept_while_typing(locked(client), form, text=WORDS)
    assert unlock(client, note)["Location"] == note
    assert filled_in(client, note)["text"] == WORDS


def test_nobody_else_reads_it_not_even_of_her_team(client, cast, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    noi = files.browser(cast, cast.noi)
    assert filled_in(noi, note)["text"] == ""
    assert noi.get(reverse("keys:draft", args=[form["draft"]])).status_code == 404
    assert noi.post(reverse("keys:draft", args=[form["draft"]])).status_code == 404
    assert not kept_while_typing(noi, form, text="over hers")
    assert filled_in(client, note)["text"] == WORDS


def test_without_a_script_a_form_that_meets_a_lock_comes_back_filled_in(client, note):
    form = filled_in(client, note) | {"text": WORDS}
    asked = idle_for(client, 11).post(note, form)
    assert asked["Location"].startswith("/keys/unlock/?next=")
    told = client.get(asked["Location"]).text
    assert "What you had typed is kept" in told
    assert WORDS not in told
    assert unlock(client, note)["Location"] == note
    again = filled_in(client, note)
    assert again["text"] == WORDS
    assert not CaseEntry.objects.exists()
    assert client.post(note, again).status_code == 302
    assert CaseEntry.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.asvs("V7.3.2")
def test_ten_hours_after_the_sign_in_it_is_over_and_leads_back_to_the_form(client, note):
    form = filled_in(client, note) | {"text": WORDS}
    lying(client, SIGNED_IN_AT, 11 * 3600)
    answer = client.post(note, form)
    assert answer["Location"].startswith("/sign-in/?next=/keys/arrived/%3Fnext%3D")
    assert Draft.objects.count() == 1


def test_after_the_sign_in_one_arrives_at_the_form(client, note):
    assert client.get(f"/keys/arrived/?next={note}")["Location"] == note
    assert client.get("/keys/arrived/?next=https://evil.example/")["Location"] == "/"


def test_a_form_sent_when_the_session_is_gone_is_sealed_to_whom_it_was_given(client, cast, note):
    form = filled_in(client, note) | {"text": WORDS}
    Session.objects.all().delete()
    answer = client.post(note, form)
    assert answer.status_code == 403
    assert "is kept, sealed to you alone" in answer.text
    assert WORDS not in answer.text
    assert f"next%3D{note.replace('/', '%252F')}" in answer.text
    again = files.browser(cast, cast.sokha)
    assert filled_in(again, note)["text"] == WORDS
    assert not CaseEntry.objects.exists()


def test_the_script_still_seals_what_is_typed_when_the_session_is_gone(client, note):
    form = filled_in(client, note)
    Session.objects.all().delete()
    assert kept_while_typing(client, form, text=WORDS)


def signed_in_anew(cast, user):
    """A browser in which somebody signed in while the pages of before stood open."""
    return files.browser(cast, user, enforce_csrf_checks=True)


def test_a_page_of_an_earlier_sign_in_comes_back_filled_in(client, cast, note):
    form = filled_in(client, note) | {"text": WORDS}
    again = signed_in_anew(cast, cast.sokha)
    assert again.post(note, form)["Location"] == note
    assert filled_in(again, note)["text"] == WORDS
    assert not CaseEntry.objects.exists()


def test_what_one_typed_never_goes_to_the_colleague_who_signed_in_after_her(client, cast, note):
    form = filled_in(client, note)
    noi = signed_in_anew(cast, cast.noi)
    assert kept_while_typing(noi, form, text=WORDS)
    assert noi.post(note, form | {"text": WORDS}).status_code == 403
    assert Draft.objects.get().to_keys.user == cast.sokha
    assert filled_in(noi, note)["text"] == ""
    assert filled_in(client, note)["text"] == WORDS


@pytest.mark.parametrize(
    "changed", [{"draft": str(uuid4())}, {"draft_ticket": "x"}, {"once": "y"},
                {"draft_action": "/intake/new/"}],
)  # fmt: skip
def test_with_a_form_of_her_own_making_nobody_writes_into_a_colleagues_drafts(
    client, cast, note, changed
):
    form = filled_in(client, note) | {"text": WORDS} | changed
    for sender in (Client(), signed_in_anew(cast, cast.noi)):
        assert sender.post(note, form).status_code == 403
    assert not Draft.objects.exists()


def test_a_ticket_ends_with_its_form_with_the_account_and_with_a_day(
    client, cast, note, monkeypatch
):
    sent, other = filled_in(client, note), filled_in(client, note)
    client.post(note, sent | {"text": WORDS})
    Client().post(note, sent | {"text": "once more"})
    assert not Draft.objects.exists()
    assert owner(other) == cast.sokha
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    assert owner(other) is None
    monkeypatch.undo()
    end_account(user=cast.sokha, by=cast.anan)
    assert owner(other) is None


def test_a_mistake_keeps_it_and_the_corrected_form_ends_it(client, case):
    page = reverse("cases:task", args=[case.id])
    form = filled_in(client, page)
    wrong = client.post(page, form | {"title": WORDS, "due": "no day"})
    assert wrong.status_code == 422
    assert f'value="{form["draft"]}"' in wrong.text
    assert filled_in(client, page)["title"] == WORDS
    due = f"{timezone.localdate():%Y-%m-%d}"
    assert client.post(page, filled_in(client, page) | {"due": due}).status_code == 302
    assert Task.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_form_sent_where_none_is_taken_leaves_what_was_kept(client, note, case):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    form = filled_in(client, note) | {"text": "another text"}
    assert client.post(reverse("cases:case", args=[case.id]), form).status_code == 405
    assert Draft.objects.count() == 1
    assert filled_in(client, note)["text"] == WORDS


def test_an_error_of_ours_keeps_it(client, note, monkeypatch):
    form = filled_in(client, note) | {"text": WORDS}
    client.raise_request_exception = False
    monkeypatch.setattr(CaseEntry, "seal", lambda *_args, **_options: 1 / 0)
    assert client.post(note, form).status_code == 500
    monkeypatch.undo()
    assert filled_in(client, note)["text"] == WORDS


def test_what_was_just_saved_does_not_come_back_by_a_draft_that_arrives_late(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    client.post(note, form | {"text": WORDS})
    assert not kept_while_typing(client, form, text=WORDS)
    assert not Draft.objects.exists()
    assert filled_in(client, note)["text"] == ""


def test_the_next_note_of_the_same_case_is_kept_again(client, note):
    client.post(note, filled_in(client, note) | {"text": "the first"})
    assert kept_while_typing(client, filled_in(client, note), text="the second")


def test_when_somebody_else_changed_the_record_meanwhile_both_texts_are_shown(client, cast, case):
    write = cast.acting(cast.sokha)
    goal = add_entry(case=case, kind="goal", answers={"words": "A shop."}, **write)
    page = reverse("cases:edit", args=[case.id, goal.id])
    mine = filled_in(client, page)
    kept_while_typing(client, mine, words="A shop of her own.")
    noi = files.browser(cast, cast.noi)
    theirs = filled_in(noi, page) | {"words": "A place at school."}
    assert noi.post(page, theirs).status_code == 302
    again = filled_in(client, page)
    assert (again["words"], again["version"]) == ("A shop of her own.", mine["version"])
    met = client.post(page, again)
    assert met.status_code == 409
    assert "A place at school." in met.text
    assert "A shop of her own." in met.text
    assert f'value="{mine["draft"]}"' in met.text


def test_it_is_thrown_away_by_whoever_unlocked_and_not_on_a_laptop_that_was_found(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    away = reverse("keys:draft", args=[form["draft"]])
    assert "/unlock/" in locked(client).post(away, {"next": note})["Location"]
    assert Draft.objects.exists()
    unlock(client, note)
    assert client.post(away, {"next": note})["Location"] == note
    assert not Draft.objects.exists()


def test_after_throwing_away_one_is_never_led_to_another_site(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    away = reverse("keys:draft", args=[form["draft"]])
    assert client.post(away, {"next": "//evil.example/"})["Location"] == "/"


def test_leaving_without_a_script_keeps_it_and_the_start_page_offers_it(client, note, case):
    form = filled_in(client, note) | {"text": WORDS}
    assert client.post("/keys/drafts/leave/", form)["Location"] == "/"
    start = client.get("/", follow=True).text
    assert "What you were writing" in start
    assert f"Note · {case.code_name}" in start
    assert WORDS not in start
    opened = client.get(reverse("keys:draft", args=[form["draft"]]))
    assert opened["Location"] == f"{note}?reopen={form['draft']}#draft"
    assert WORDS in client.get(opened["Location"]).text


def test_a_start_page_without_drafts_says_nothing_of_them(client):
    assert "What you were writing" not in client.get("/", follow=True).text


@pytest.mark.parametrize(
    "page", ["/cases/", "/cases/00000000-0000-4000-8000-000000000001/", "/keys/lock/"]
)
def test_where_the_form_is_gone_the_text_is_there_to_be_copied(client, note, page):
    form = filled_in(client, note)
    kept_while_typing(client, form | {"draft_page": page}, text=WORDS)
    opened = client.get(f"{page}?reopen={form['draft']}")
    assert opened["Location"] == f"/keys/drafts/{form['draft']}/?copy=1"
    assert WORDS in client.get(opened["Location"]).text


def test_a_draft_of_an_address_that_is_gone_is_offered_to_be_copied(client, cast, note):
    """A new version may have other addresses: what was typed on one of before stays hers."""
    drafts.put(cast.ring(cast.sokha), "/a-page-of-before/", "A call", [("text", WORDS)])
    row = Draft.objects.get()
    assert WORDS in client.get(reverse("keys:draft", args=[row.pk])).text


def test_the_locked_page_says_of_what_was_typed_only_what_is_so(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)

    def page(**told):
        shown = client.post("/keys/lock/", told, follow=True).text
        return shown.partition("<main")[2].partition("</main")[0]

    assert "typed" not in page(next=note)
    assert "is kept" in page(next=note, kept=form["draft"], at="08:14")
    assert "Kept until 08:14; what you typed after that is lost" in page(
        kept=form["draft"], until="08:14"
    )
    assert "Kept until" not in page(kept=form["draft"], until="24:14")
    assert "could not be kept" in page(lost="1")
    assert "kept" not in page(kept=str(uuid4()), at="08:14")
    assert "kept" not in page(kept="<b>", at="<b>")


def test_the_hour_of_a_draft_is_written_as_the_language_of_the_page_does(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    client.post("/language/", {"language": "fr", "next": "/"})
    locked = client.post("/keys/lock/", {"kept": form["draft"], "at": "08:14"}, follow=True).text
    assert "8\u202fh\u202f14" in locked
    assert "08:14" not in locked.partition("<main")[2]


def test_a_page_that_goes_on_with_a_draft_names_its_hour_in_french_as_an_address_takes_it(
    client, note
):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    client.post("/language/", {"language": "fr", "next": "/"})
    assert re.search(r'data-at="[0-9]{2}:[0-9]{2}"', client.get(note).text)


def test_another_persons_draft_is_not_said_to_be_kept(client, cast, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    noi = files.browser(cast, cast.noi)
    told = noi.post("/keys/lock/", {"kept": form["draft"], "at": "08:14"}, follow=True).text
    assert "is kept" not in told


@pytest.mark.parametrize(
    "address",
    ["/keys/unlock/", "/keys/passphrase/", "/sign-in/", "/sign-in/factor/", "/people/search/"],
)
def test_what_proves_who_one_is_and_what_is_only_asked_is_never_kept(client, note, address):
    form = filled_in(client, note)
    assert not kept_while_typing(
        client, form | {"draft_action": address}, code="123456", text=WORDS
    )
    assert not Draft.objects.exists()
    assert 'name="draft"' not in client.get(address, follow=True).text


def test_a_field_for_a_passphrase_is_never_kept(client, cast, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS, passphrase=PASSPHRASE)
    fields = drafts.read(cast.ring(cast.sokha), Draft.objects.get()).fields
    assert [field for field in fields if field[1]] == [("text", WORDS)]


def test_whoever_can_only_write_to_the_database_puts_no_words_in_her_mouth(client, cast, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    row = Draft.objects.get()
    said = {
        "form": note,
        "page": note,
        "title": "",
        "at": "2026-11-27T08:14:00+07:00",
        "fields": [["text", "she is safe"]],
    }
    public = trust.check_user_keys(row.to_keys).reading
    forged = wraps.wrap(public, json.dumps(said).encode() + b"\x80", f"draft|{row.id}")
    row.wrapped = bytes(row.wrapped)[:65] + forged
    row.save()
    with pytest.raises(BrokenSeal):
        drafts.read(cast.ring(cast.sokha), row)
    assert filled_in(client, note)["text"] == ""


def test_too_much_is_not_kept_and_not_said_to_be(client, note, monkeypatch):
    form = filled_in(client, note)
    assert not kept_while_typing(client, form, text="x" * 1_000_001)
    monkeypatch.setattr(drafts, "MOST", 0)
    assert not kept_while_typing(client, form, text=WORDS)


def test_after_seven_days_the_sweep_deletes_it(client, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    now = timezone.localtime()
    assert sweep(now + timedelta(days=7))["drafts"] == 0
    assert sweep(now + timedelta(days=8))["drafts"] == 1
    assert not Draft.objects.exists()


def test_going_on_with_it_begins_the_seven_days_anew(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    Draft.objects.update(day=timezone.localdate() - timedelta(days=6))
    kept_while_typing(client, form, text=WORDS)
    assert Draft.objects.get().day == timezone.localdate()


def test_it_ends_with_the_account(client, cast, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    end_account(user=cast.sokha, by=cast.anan)
    assert not Draft.objects.exists()


def test_signing_out_keeps_it_unless_one_chooses_otherwise(client, cast, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    client.post("/sign-in/out/")
    assert Draft.objects.exists()
    again = files.browser(cast, cast.sokha)
    assert again.post("/keys/drafts/out/")["Location"] == "/sign-in/"
    assert not Draft.objects.exists()
    assert again.get(note)["Location"].startswith("/sign-in/")


def test_no_word_of_a_draft_is_in_the_journal(client, note):
    from fanal.audit.models import JournalEntry

    form, before = filled_in(client, note), JournalEntry.objects.count()
    kept_while_typing(client, form, text=WORDS)
    client.post(reverse("keys:draft", args=[form["draft"]]))
    assert JournalEntry.objects.count() == before


def test_of_a_form_that_changed_the_texts_come_back_to_be_copied_and_no_choice(client, case):
    need = reverse("cases:write", args=[case.id, "need"])
    gone = {"domain": "Housing, as it was called", "beds": "two beds, said her aunt"}
    kept_while_typing(client, filled_in(client, need), words=WORDS, **gone)
    page = client.get(need).text
    assert "This had no place in the form any more" in page
    assert gone["beds"] in page
    assert gone["domain"] not in page


def test_the_mark_of_a_preview_is_no_text_to_be_copied(client, case):
    need = reverse("cases:write", args=[case.id, "need"])
    kept_while_typing(client, filled_in(client, need), words=WORDS, seen="a8750260e2b00cd3")
    page = client.get(need).text
    assert WORDS in page
    assert "a8750260e2b00cd3" not in page


def test_a_form_with_a_text_is_left_by_a_button_that_keeps_it(client, note):
    assert 'formaction="/keys/drafts/leave/"' in client.get(note).text


def test_at_the_end_of_the_day_too_it_goes_to_whom_the_form_was_given(client, cast, note):
    form = filled_in(client, note) | {"text": WORDS}
    noi = signed_in_anew(cast, cast.noi)
    lying(noi, SIGNED_IN_AT, 11 * 3600)
    noi.post(note, form)
    assert Draft.objects.get().to_keys.user == cast.sokha


@pytest.mark.parametrize(
    ("title", "written_in", "read_in", "said"),
    [
        ("Quelle aide lui faut-il d’ailleurs ? · Lilac Peacock 283", "fr", "en",
         "What does she need from somebody else? · Lilac Peacock 283"),
        ("Note · Lilac Peacock 283", "en", "vi", "Ghi chú · Lilac Peacock 283"),
        ("Ghi chú · Lilac Peacock 283", "vi", "fr", "Note · Lilac Peacock 283"),
        ("Exactly this goes to Lotus", "en", "fr", "Exactly this goes to Lotus"),
        ("", "fr", "en", ""),
        ("Note", "", "vi", "Note"),
    ],
)  # fmt: skip
def test_a_draft_is_named_in_the_language_of_who_reads_it(title, written_in, read_in, said):
    with override(read_in):
        assert said_here(title, written_in) == said


def test_a_draft_about_a_case_that_closed_to_her_bears_its_code_name_no_more(
    cast, case, client, note
):
    assert kept_while_typing(client, filled_in(client, note), text=WORDS)
    assert case.code_name in drafts_on_the_start_page(client)
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    listed = drafts_on_the_start_page(client)
    assert case.code_name not in listed
    (draft,) = Draft.objects.all()
    there = reverse("keys:draft", args=[draft.pk])
    assert there in listed
    kept = client.get(there, follow=True).text
    assert WORDS in kept, "her own words stay hers"
    assert case.code_name not in kept


def drafts_on_the_start_page(client):
    page = client.get("/", follow=True).text
    return page.partition('class="banner')[2]


def _leave(client, form, text):
    return client.post("/keys/drafts/leave/", form | {"text": text}, follow=True).text


@pytest.mark.parametrize(("text", "kept"), [("", False), (" \n", False), (WORDS, True)])
def test_whoever_leaves_a_form_in_which_nothing_stands_leaves_no_draft(client, note, text, kept):
    page = _leave(client, filled_in(client, note), text)
    assert Draft.objects.exists() is kept
    assert ("Draft kept sealed" in page) is kept
    assert "could not be kept" not in page


def test_whoever_empties_a_form_and_leaves_it_leaves_no_draft(client, note):
    form = filled_in(client, note)
    kept_while_typing(client, form, text=WORDS)
    _leave(client, form, "")
    assert not Draft.objects.exists()


def test_leaving_an_empty_form_takes_nothing_of_what_another_page_wrote(client, note):
    kept_while_typing(client, filled_in(client, note), text=WORDS)
    kept = Draft.objects.get()
    here = filled_in(client, note) | {"draft_seen": ""}
    _leave(client, here | {"once": uuid4().hex}, "")
    assert Draft.objects.get() == kept
