"""Supervision, courses and incidents as each role meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit.models import JournalEntry
from fanal.colleagues import access, actions
from fanal.colleagues.models import (
    IncidentNote,
    IncidentNotice,
    Qualification,
    SecurityIncident,
    Supervision,
)
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.journeys.models import MailDue
from fanal.keys.models import Grant
from fanal.rotation.actions import suspect_person
from tests import files
from tests.changed_accounts import changed
from tests.shares import some, strangers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


today = timezone.localdate


def browser(cast, who):
    return files.browser(cast, User.objects.get(email=f"{who}@fanal.example"))


def here_since(*users):
    for user in users:
        User.objects.filter(pk=user.pk).update(joined=today() - 300 * DAY)


def held(cast, days, colleague=None):
    row = actions.plan(colleague=colleague or cast.sokha, on=today() - days * DAY, by=cast.noi)
    actions.answer(row=row, held=True, by=cast.noi)
    return row


def page(name, *args):
    return reverse(f"colleagues:{name}", args=args)


# ── Supervision ──────────────────────────────────────────────────────────────
def test_t2_the_lead_reads_since_when_there_was_none_and_no_reason(cast):
    here_since(cast.sokha)
    row = held(cast, 43)
    text = browser(cast, "noi").get(page("list")).text
    assert "Sokha Chea" in text
    assert f"none since {row.on.day} " in text


def test_no_share_is_shown_of_meetings_where_none_was_planned(cast):
    noi, words = browser(cast, "noi"), "Held, of those planned in a year"
    assert words not in noi.get(page("list")).text
    held(cast, 43)
    assert words in noi.get(page("list")).text


def test_a_meeting_is_planned_and_answered_by_two_buttons(cast):
    noi = browser(cast, "noi")
    noi.post(page("plan", cast.sokha.pk), {"on": str(today())})
    row = Supervision.objects.get()
    assert "It was held" in noi.get(page("colleague", cast.sokha.pk)).text
    noi.post(page("answer", row.pk, "held"))
    row.refresh_from_db()
    assert row.held is True
    assert noi.post(page("answer", row.pk, "perhaps")).status_code == 404


def test_a_meeting_of_tomorrow_cannot_have_been_held(cast):
    row = actions.plan(colleague=cast.sokha, on=today() + DAY, by=cast.noi)
    with pytest.raises(BadInput, match="still to come"):
        actions.answer(row=row, held=True, by=cast.noi)
    with pytest.raises(BadInput, match="planned for this day already"):
        actions.plan(colleague=cast.sokha, on=today() + DAY, by=cast.noi)


def test_no_column_could_hold_what_was_said():
    names = {field.name for field in Supervision._meta.concrete_fields}
    assert names == {"id", "colleague", "supervisor", "on", "held", "made_on"}


def test_a_colleague_reads_her_own_dates_and_nobody_elses(cast):
    held(cast, 3)
    sokha = browser(cast, "sokha")
    assert "Dates only" in sokha.get(page("mine")).text
    assert "It was held" not in sokha.get(page("mine")).text
    assert sokha.get(page("colleague", cast.sokha.pk)).status_code == 404
    assert sokha.get(page("list")).status_code == 404


def test_a_lead_supervises_her_team_and_the_director_the_leads_and_who_has_none(cast):
    assert set(access.supervised_by(cast.noi)) == {cast.sokha}
    directs = set(access.supervised_by(cast.claire))
    assert {cast.noi, cast.somchit, cast.huong, cast.thao, cast.ploy, cast.bounmy} <= directs
    assert not directs & {cast.sokha, cast.kham, cast.claire}
    assert browser(cast, "noi").get(page("colleague", cast.kham.pk)).status_code == 404


def test_the_list_says_how_much_is_in_whose_hands_but_what_a_conflict_closes(cast):
    from fanal.cases.actions.emergencies import keep_out

    case = files.case(cast)
    assert "1 open case" in browser(cast, "noi").get(page("list")).text
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.noi)
    assert "1 open case" not in browser(cast, "noi").get(page("list")).text


# ── What was shown and learned ───────────────────────────────────────────────
def test_vetting_gets_its_end_and_what_ends_soon_is_marked(cast):
    noi = browser(cast, "noi")
    sent = {"kind": "vetting", "on": str(today() - 700 * DAY)}
    noi.post(page("qualify", cast.sokha.pk), sent)
    row = Qualification.objects.get()
    assert today() < row.until < today() + 60 * DAY
    assert "<b>ends soon</b>" in noi.get(page("list")).text
    actions.qualify(colleague=cast.sokha, kind="vetting", on=today(), by=cast.noi)
    assert "<b>ends soon</b>" not in noi.get(page("list")).text


@pytest.mark.parametrize(
    ("told", "where"),
    [({"kind": "magic"}, "kind"), ({"on": today() + DAY}, "on"),
     ({"until": today() - 9 * DAY}, "until")],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(cast, told, where):
    good = {"kind": "vetting", "on": today()}
    with pytest.raises(BadInput) as mistake:
        actions.qualify(colleague=cast.sokha, by=cast.noi, **good | told)
    assert mistake.value.where == where


# ── Incidents ────────────────────────────────────────────────────────────────
def reported(cast, by=None, kind="threat", **more):
    told = {"on": today(), "words": "Two calls at night."}
    return actions.report(kind=kind, by=by or cast.sokha, **told | more)


def told(incident):
    return {notice.to for notice in incident.notices.all()}


def test_three_answers_tell_her_lead_who_finds_it_first_on_her_start_page(cast):
    sokha, noi = browser(cast, "sokha"), browser(cast, "noi")
    sent = {"kind": "threat", "on": str(today()), "words": "Two calls at night."}
    text = sokha.post(page("report"), sent, follow=True).text
    assert "Noi Saetang" in text
    assert "has not answered" in text
    row = SecurityIncident.objects.get()
    address = page("incident", row.pk)
    assert address in noi.get("/", follow=True).text
    noi.post(page("seen", row.pk))
    assert address not in noi.get("/", follow=True).text
    assert "knows of it since" in sokha.get(address).text


def test_who_reported_it_does_not_say_that_she_knows(cast):
    row = reported(cast)
    assert browser(cast, "sokha").post(page("seen", row.pk)).status_code == 404


def test_its_words_are_sealed_to_who_may_know_and_to_nobody_by_the_servers_key(cast):
    row = reported(cast)
    actions.note(incident=row, words="A second call.", **cast.acting(cast.noi))
    address = page("incident", row.pk)
    for who in ("sokha", "noi"):
        text = browser(cast, who).get(address).text
        assert "Two calls at night." in text
        assert "A second call." in text
    assert row.told == {"kind": "threat", "near": False}
    holders = {
        grant.to_keys.user for grant in Grant.objects.filter(folder=row.pk).exclude(to_keys=None)
    }
    assert holders == {cast.sokha, cast.noi, cast.claire}
    assert not Grant.objects.filter(folder=row.pk).exclude(to_team_key=None).exists()


def test_what_was_kept_of_before_goes_under_their_keys_once_somebody_opens_it(cast):
    row = reported(cast, words="")
    row.told = {"kind": "threat", "near": False, "words": "Two calls at night."}
    row.save(update_fields=["told"])
    IncidentNote.objects.create(
        incident=row, words="A second call.", made_by=cast.noi, made_on=today()
    )
    text = browser(cast, "sokha").get(page("incident", row.pk)).text
    assert text.index("Two calls at night.") < text.index("A second call.")
    row.refresh_from_db()
    assert "words" not in row.told
    assert not IncidentNote.objects.exists()
    assert "A second call." in browser(cast, "noi").get(page("incident", row.pk)).text


@pytest.mark.parametrize(
    "who",
    strangers(["kham", "mai", "linh", "anan", "vera", "thao", "claire"], "nobody else finds it"),
)
def test_nobody_else_finds_it(cast, who):
    row = reported(cast)
    client = browser(cast, who)
    assert client.get(page("incident", row.pk)).status_code == 404
    assert "Two calls" not in client.get(page("incidents")).text


def test_who_has_no_lead_tells_the_direction_and_so_does_who_reports_an_insider(cast):
    assert told(reported(cast, by=cast.thao)) == {cast.claire}
    assert told(reported(cast, kind="insider")) == {cast.claire}
    assert told(reported(cast)) == {cast.noi}


def test_what_nobody_has_read_for_a_day_goes_to_the_direction(cast):
    row = reported(cast, today=today() - 2 * DAY, on=today() - 2 * DAY)
    claire = browser(cast, "claire")
    assert claire.get(page("incident", row.pk)).status_code == 200
    claire.post(page("seen", row.pk))
    assert IncidentNotice.objects.get(to=cast.claire).seen_on == today()
    later = reported(cast, today=today() - 2 * DAY, on=today() - 2 * DAY)
    actions.see(incident=later, by=cast.noi)
    assert claire.get(page("incident", later.pk)).status_code == 404


def test_t6_of_sexual_violence_two_know_and_the_director_reads_a_number(cast):
    row = reported(
        cast,
        kind="sexual_violence",
        words="",
        named=(cast.mai, cast.ploy),
        today=today() - 5 * DAY,
        on=today() - 5 * DAY,
    )
    assert told(row) == {cast.mai, cast.ploy}
    for who in ("noi", "claire", "anan", "vera"):
        assert browser(cast, who).get(page("incident", row.pk)).status_code == 404
    assert browser(cast, "mai").get(page("incident", row.pk)).status_code == 200
    board = browser(cast, "claire").get(page("incidents")).text
    assert "Sexual violence against a colleague" in board
    assert page("incident", row.pk) not in board
    assert "Sokha" not in board


def test_t6_no_word_of_it_is_kept(cast):
    with pytest.raises(BadInput, match="write nothing of it here"):
        reported(cast, kind="sexual_violence", named=(cast.mai, cast.ploy))
    row = reported(cast, kind="sexual_violence", words="", named=(cast.mai, cast.ploy))
    with pytest.raises(Refused):
        actions.note(incident=row, words="more", **cast.acting(cast.mai))


def test_t5_a_device_that_was_taken_leads_to_travel_mode_and_the_browsers(cast):
    row = reported(cast, kind="device_taken")
    text = browser(cast, "sokha").get(page("incident", row.pk)).text
    assert reverse("organisation:travel") in text
    assert reverse("accounts:sessions") in text
    assert (
        "not safe any more"
        not in browser(cast, "sokha").get(page("incident", reported(cast).pk)).text
    )


def test_until_her_keys_are_replaced_her_lead_reads_whom_to_call_and_no_link_to_her_own_account(
    cast,
):
    row = reported(cast, kind="device_taken")
    noi = browser(cast, "noi")
    text = noi.get(page("incident", row.pk)).text
    assert "Call an administrator now" in text
    assert "Anan Suwan" in text
    assert reverse("organisation:travel") not in text.partition("<main")[2]
    suspect_person(user=cast.sokha, by=cast.anan)
    text = noi.get(page("incident", row.pk)).text
    assert "not safe any more" not in text
    assert "Her keys of that day are over since" in text


def test_the_administrator_reads_on_her_first_page_whose_keys_to_replace_and_not_what_happened(
    cast,
):
    says = "The keys of Sokha Chea may be known to others"
    anan = browser(cast, "anan")
    reported(cast, kind="device_taken", near=True)
    reported(cast)
    assert says not in anan.get("/", follow=True).text
    reported(cast, kind="device_taken")
    text = anan.get("/", follow=True).text
    assert says in text
    assert reverse("rotation:suspect_person", args=[cast.sokha.pk]) in text
    assert "Two calls at night" not in text
    assert {row.to for row in MailDue.objects.all()} >= {cast.noi, cast.anan}
    suspect_person(user=cast.sokha, by=cast.anan)
    assert says not in anan.get("/", follow=True).text


def test_what_came_near_does_not_say_that_a_device_is_not_safe(cast):
    row = reported(cast, kind="device_taken", near=True)
    assert "not safe any more" not in browser(cast, "noi").get(page("incident", row.pk)).text


def test_t10_what_came_near_is_shown_as_reporting_and_not_as_less_danger(cast):
    for _ in range(3):
        reported(cast, near=True)
    board = browser(cast, "claire").get(page("incidents"))
    assert [(one.happened, one.near) for one in board.context["counts"]] == [(0, 3)]
    assert "does not mean less danger" in board.text


def test_it_is_closed_once_somebody_knows_and_what_was_added_stays(cast):
    row = reported(cast)
    with pytest.raises(Refused, match="nobody has said yet"):
        actions.end(incident=row, by=cast.sokha)
    actions.see(incident=row, by=cast.noi)
    noi = browser(cast, "noi")
    noi.post(page("note", row.pk), {"words": "The guard stays until morning."})
    noi.post(page("end", row.pk))
    text = noi.get(page("incident", row.pk)).text
    assert "The guard stays until morning." in text
    assert "Closed on" in text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"kind": ""}, "required"),
        ({"on": str(today() + DAY)}, "still to come"),
        ({"kind": "sexual_violence", "words": ""}, "choose two colleagues"),
    ],
)
def test_what_is_wrong_comes_back_and_nothing_is_lost(cast, sent, says):
    good = {"kind": "threat", "on": str(today()), "words": "Two calls at night."}
    answer = browser(cast, "sokha").post(page("report"), good | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert not SecurityIncident.objects.exists()


@pytest.mark.parametrize(
    "who",
    some(
        ["sokha", "noi", "mai", "claire", "duc", "anan", "vera", "ploy", "rith", "bounmy", "thao"],
        "everybody may report one",
    ),
)
def test_everybody_may_report_one(cast, who):
    assert browser(cast, who).get(page("report")).status_code == 200


# ── Who was told, and is somebody else now ───────────────────────────────────
@pytest.mark.parametrize("now", ["role", "team", "account"])
def test_having_been_told_of_an_incident_gives_no_right_to_read_it(cast, now):
    row = reported(cast)
    actions.see(incident=row, by=cast.noi)
    if now == "role":
        changed(cast.noi, cast.claire, role=Role.CASE_WORKER)
    elif now == "team":
        changed(cast.noi, cast.claire, teams=[str(cast.saigon.pk)])
    else:
        changed(cast.sokha, cast.claire, teams=[str(cast.saigon.pk)])
    assert not access.incidents_for(cast.noi, today())
    noi = browser(cast, "noi")
    assert noi.get(page("incident", row.pk)).status_code == 404
    assert noi.post(page("note", row.pk), {"words": "mine"}).status_code == 404
    assert page("incident", row.pk) not in noi.get(page("incidents")).text
    assert browser(cast, "sokha").get(page("incident", row.pk)).status_code == 200


def test_what_only_who_may_not_read_it_any_more_has_read_goes_to_the_direction(cast):
    row = reported(cast, today=today() - 2 * DAY, on=today() - 2 * DAY)
    actions.see(incident=row, by=cast.noi)
    claire = browser(cast, "claire")
    assert claire.get(page("incident", row.pk)).status_code == 404
    changed(cast.noi, cast.claire, role=Role.CASE_WORKER)
    assert "Two calls at night." in claire.get(page("incident", row.pk)).text


def test_what_only_somebody_whose_account_ended_has_read_goes_to_the_direction(cast):
    row = reported(
        cast, kind="insider", today=today() - 2 * DAY, on=today() - 2 * DAY, by=cast.thao
    )
    actions.see(incident=row, by=cast.claire)
    new = cast.join("dina", "Dina Roth", Role.DIRECTOR, "Bangkok")
    assert row not in access.incidents_for(new, today())
    User.objects.filter(pk=cast.claire.pk).update(is_active=False)
    assert row in access.incidents_for(new, today())


def test_a_word_more_has_words(cast):
    row = reported(cast)
    with pytest.raises(BadInput, match="say what happened"):
        actions.note(incident=row, words="  ", **cast.acting(cast.noi))


def test_a_director_who_is_one_no_more_reads_no_incident(cast):
    row = reported(cast, kind="insider")
    new = cast.join("dina", "Dina Roth", Role.DIRECTOR, "Bangkok")
    changed(cast.claire, new, role=Role.AUDITOR, teams=[])
    assert browser(cast, "claire").get(page("incident", row.pk)).status_code == 404


def test_two_whom_she_chose_know_of_it_whatever_their_role(cast):
    row = reported(cast, kind="sexual_violence", words="", named=(cast.noi, cast.ploy))
    changed(cast.noi, cast.claire, role=Role.CASE_WORKER)
    assert browser(cast, "noi").get(page("incident", row.pk)).status_code == 200


# ── A director who came later ────────────────────────────────────────────────
def test_a_director_who_came_later_is_given_the_words_of_before_on_a_page_that_is_proposed(cast):
    row, other = reported(cast), reported(cast, kind="insider", words="Whom I suspect.")
    two = reported(cast, kind="sexual_violence", words="", named=(cast.mai, cast.ploy))
    new = cast.join("dina", "Dina Roth", Role.DIRECTOR, "Bangkok")
    assert browser(cast, "dina").get(page("incident", row.pk)).status_code == 404
    noi, give = browser(cast, "noi"), page("give_incidents", new.pk)
    assert give in noi.get("/", follow=True).text
    assert give in noi.get(page("incidents")).text
    form = noi.get(give)
    assert [one for one, _words in form.context["form"].fields["incidents"].choices] == [
        str(row.pk)
    ]
    assert noi.post(give, {"incidents": [str(two.pk)]}).status_code == 422
    noi.post(give, {"incidents": [str(row.pk)]})
    dina = browser(cast, "dina")
    assert "Two calls at night." in dina.get(page("incident", row.pk)).text
    assert page("incident", row.pk) in dina.get("/", follow=True).text
    assert dina.get(page("incident", other.pk)).status_code == 404
    assert give not in noi.get("/", follow=True).text
    assert noi.get(give).status_code == 404
    # who reported the other one gives it herself, or chooses not to
    assert give in browser(cast, "sokha").get(page("incidents")).text
    assert any(entry.act == "colleagues.incident_given" for entry in JournalEntry.objects.all())


def test_nobody_gives_what_she_does_not_open_nor_to_who_is_no_director(cast):
    reported(cast)
    new = cast.join("dina", "Dina Roth", Role.DIRECTOR, "Bangkok")
    for who in ("kham", "mai", "anan", "vera", "thao"):
        assert browser(cast, who).get(page("give_incidents", new.pk)).status_code == 404
    assert browser(cast, "noi").get(page("give_incidents", cast.kham.pk)).status_code == 404
    assert browser(cast, "noi").get(page("give_incidents", cast.claire.pk)).status_code == 404
