"""One record with a partner who has no account: what goes out is asked, what comes back is said."""

import re
from datetime import timedelta

import pyrage
import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.cases.models import CaseEntry
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.partners.actions import findings
from fanal.sharing.actions import recalls, rules
from fanal.sharing.actions.partner_files import (
    end_partner_file,
    note_statement,
    open_partner_file,
    send_file,
    write_text,
)
from fanal.sharing.models import Disclosure, PartnerFile, PartnerStatement
from fanal.sharing.queries import partner_files
from tests import files
from tests.journal import entries

TODAY = timezone.localdate
SAFE = "Do not phone her aunt."


def opened(cast, here, **more):
    given = {
        "case": here.case,
        "person": here.person,
        "partner": here.shelter,
        "area": here.area,
        "fields": ["code_name", "safety", "journey"],
        "agreed_on": TODAY(),
        "by": cast.sokha,
    }
    return open_partner_file(**(given | more))


def write(cast, here, file, field="safety", text=SAFE, version=0):
    return write_text(
        file=file, field=field, text=text, version=version, by=cast.sokha, ring=here.ring
    )


def send(cast, here, file, channel="bundle", seen=None):
    shown = partner_files.mark(partner_files.lines(partner_files.rows(file, here.ring)))
    return send_file(file=file, channel=channel, seen=seen or shown, by=cast.sokha, ring=here.ring)


def url(name, *args):
    return reverse(f"sharing:{name}", args=args)


def test_only_our_texts_go_out_sealed_and_nothing_of_what_they_said_or_of_the_case(cast, here):
    file = opened(cast, here)
    write(cast, here, file)
    note_statement(
        file=file,
        field="safety",
        text="Her uncle asks.",
        said_on=TODAY(),
        by=cast.sokha,
        ring=here.ring,
    )
    before = CaseEntry.objects.count()
    out = send(cast, here, file)
    text = pyrage.decrypt(out.bundle, [here.key]).decode()
    assert SAFE in text
    for kept in ("uncle", "ບົວຄຳ", "INTERNAL", "A doctor", here.person.code_name):
        assert kept not in text
    assert (out.disclosure.partner_file, out.disclosure.classes) == (file, "existence narrative")
    assert CaseEntry.objects.count() == before  # what they said is no entry of ours


def test_it_asks_the_gate_to_be_opened_and_again_for_each_sending(cast, here):
    unasked = scene_without_consent(cast, here)
    with pytest.raises(BadInput, match="there is no consent yet"):
        opened(cast, here, **unasked)
    file = opened(cast, here)
    write(cast, here, file)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    with pytest.raises(BadInput, match="took back"):
        send(cast, here, file)
    assert not Disclosure.objects.exists()
    assert len(entries("sharing.refused")) == 2


def scene_without_consent(cast, here):
    person = files.person(cast)
    return {"case": files.case(cast, people=[person]), "person": person}


def test_a_dangerous_partner_is_sent_nothing_and_where_she_is_waits_for_a_lead(cast, here):
    file = opened(cast, here)
    write(cast, here, file, field="journey", text="Over the bridge on Friday.")
    with pytest.raises(BadInput, match="has to approve"):
        send(cast, here, file)
    approved = ["existence", "whereabouts"]
    rules.approve(case=here.case, partner=here.shelter, classes=approved, by=cast.noi)
    assert send(cast, here, file, channel="print").bundle is None
    findings.record_finding(about=here.shelter, level="dangerous", by=cast.noi, closed=True)
    with pytest.raises(BadInput, match="Find out about Quiet House"):
        send(cast, here, file)


def test_a_file_waits_for_a_lead_from_its_first_text_that_is_approved_first(cast, here):
    """What to mind when one calls her goes out on a worker's word; where she is does not."""

    def waiting():
        page = files.browser(cast, cast.noi).get(reverse("web:decisions"))
        return [one.id for _kind, one, *_ in page.context["rows"]]

    file = opened(cast, here)
    write(cast, here, file)
    assert waiting() == []
    write(cast, here, file, field="journey", text="Over the bridge on Friday.")
    assert waiting() == [file.id]


def test_what_changed_since_it_was_seen_is_not_sent(cast, here):
    file = opened(cast, here)
    with pytest.raises(BadInput, match="Nothing is written"):
        send(cast, here, file)
    write(cast, here, file)
    seen = partner_files.mark(partner_files.lines(partner_files.rows(file, here.ring)))
    write(cast, here, file, text="Call at noon.", version=1)
    with pytest.raises(BadInput, match="has changed since"):
        send(cast, here, file, seen=seen)
    with pytest.raises(Conflict):
        write(cast, here, file, text="Never call.", version=1)


def test_one_at_a_time_and_nothing_said_tomorrow(cast, here):
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(BadInput, match="still to come"):
        opened(cast, here, agreed_on=tomorrow)
    with pytest.raises(BadInput, match="Say which fields"):
        opened(cast, here, fields=["name"])
    file = opened(cast, here)
    with pytest.raises(BadInput, match="already"):
        opened(cast, here)
    said = {"file": file, "text": "Yes.", "by": cast.sokha, "ring": here.ring}
    with pytest.raises(BadInput, match="still to come"):
        note_statement(field="safety", said_on=tomorrow, **said)
    with pytest.raises(Refused, match="not shared"):
        note_statement(field="appointment", said_on=TODAY(), **said)


def test_ended_it_recalls_all_that_was_sent_and_can_be_opened_anew(cast, here):
    file = opened(cast, here)
    write(cast, here, file)
    send(cast, here, file)
    assert end_partner_file(file=file, by=cast.sokha) == 1
    assert Disclosure.objects.get().recalled_on == TODAY()
    for again in (
        lambda: end_partner_file(file=file, by=cast.sokha),
        lambda: write(cast, here, file, version=1),
        lambda: send(cast, here, file),
    ):
        with pytest.raises(Refused, match="ended already"):
            again()
    assert opened(cast, here) != file


def test_a_consent_taken_back_recalls_what_was_sent(cast, here):
    file = opened(cast, here)
    write(cast, here, file)
    send(cast, here, file)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    assert recalls.recall_withdrawn(today=TODAY()) == 1


def test_a_danger_that_the_case_knows_is_proposed_until_something_is_written(cast, here):
    file = opened(cast, here)
    there, sokha = url("partner_text", file.id, "safety"), files.browser(cast, cast.sokha)
    assert sokha.get(there).context["form"]["text"].value() == ""
    files.in_danger(cast, here.case)
    page = sokha.get(there)
    assert page.context["form"]["text"].value().startswith("In danger (")
    assert "From what the case says of danger" in page.text
    write(cast, here, file)
    assert sokha.get(there).context["form"]["text"].value() == SAFE


def test_from_the_agreement_to_the_sheet_by_the_pages(cast, here):
    sokha = files.browser(cast, cast.sokha)
    ask = {
        "person": here.person.id,
        "partner": here.shelter.id,
        "area": here.area.id,
        "fields_shared": ["safety"],
        "agreed_on": TODAY().isoformat(),
    }
    new = url("new_partner_file", here.case.id)
    assert sokha.post(new, ask | {"fields_shared": []}).status_code == 422
    there = sokha.post(new, ask).url
    assert sokha.post(f"{there}put/safety/", {"text": SAFE, "version": 0}).status_code == 302
    said = {"text": "She is expected.", "said_on": TODAY().isoformat()}
    assert sokha.post(f"{there}said/safety/", said | {"text": ""}).status_code == 422
    assert sokha.post(f"{there}said/safety/", said).status_code == 302
    page = sokha.get(there).text
    assert "Said by the partner on" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    sheet = sokha.post(f"{there}print/", {"seen": seen}).text
    assert SAFE in sheet
    assert "She is expected." not in sheet
    assert "Quiet House" in sokha.get(url("case", here.case.id)).text
    assert sokha.post(f"{there}end/").status_code == 302
    assert "ended already" in sokha.post(f"{there}end/", follow=True).text
    assert sokha.get(f"{there}put/safety/").status_code == 404


def test_whoever_may_not_open_the_case_does_not_learn_of_it(cast, here):
    file = opened(cast, here)
    for who in ("linh", "kham", "duc", "anan", "vera"):
        client = files.browser(cast, getattr(cast, who))
        assert client.get(url("partner_file", file.id)).status_code == 404
        for name in ("partner_print", "partner_bundle", "partner_end", "partner_approve"):
            assert client.post(url(name, file.id)).status_code == 404
    assert PartnerFile.objects.get().ended_on is None
    assert not PartnerStatement.objects.exists()
