"""Every paper that we write, filled in with what is known, in each language, let out by the gate."""

from datetime import date, timedelta
from html import escape, unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from fanal.cases.actions.entries import add_entry
from fanal.core.calendars import PartialDate
from fanal.core.justice.kinds import JusticeKind
from fanal.core.papers.prints import PRINTS
from fanal.core.protection.kinds import RecordKind
from fanal.identification.access import Concern
from fanal.identification.actions.repeat_interviews import add_victim_statement
from fanal.justice.actions import proceedings, recording
from fanal.papers.actions import add_paper
from fanal.people.actions.births import add_birth
from fanal.people.actions.persons import save_details
from fanal.protection.actions.recording import record
from fanal.sharing.actions import rules
from fanal.sharing.models import Disclosure
from fanal.web.words import translated
from tests.sharing.scene import scene

TODAY = timezone.localdate
RECEIPT = "Receipt: please read this code back to us:"
TOLD = {
    "legal": {"matter": "A complaint against the employer", "charged": "Illegal entry, 2 March",
              "papers": "Passport, kept by the agent"},
    "goal": {"words": "A place of my own, near my sister"},
    "images": {"platform": "Facegram", "account": "@one", "asked_on": "2026-10-02"},
    "child_born": {"born_on": "2026-11-02", "born_where": "Pakse hospital",
                   "nationality": "none yet"},
}  # fmt: skip
IN_COURT = {
    JusticeKind.CLAIM: {"head": "pay", "amount": "86812.50", "currency": "THB", "against": "The owner"},
    JusticeKind.MEASURE: {"measure": "no_contact"},
}  # fmt: skip
# Of the child, until it has a file and a name; a rule that a lawyer has not confirmed.
NOT_KNOWN = {"child_name", "reflection_rule"}


@pytest.fixture
def here(cast):
    found = scene(cast)
    by = {"by": cast.sokha, "ring": found.ring}
    add_birth(person=found.person, born=PartialDate(2001, 4, 9), source="herself", **by)
    save_details(person=found.person, answers={"citizenship": "Lao"}, version=0, **by)
    for kind, answers in TOLD.items():
        add_entry(case=found.case, kind=kind, answers=answers, **by)
    answers = {"decision": "takes", "country": "TH"}
    record(
        case=found.case,
        kind=RecordKind.RECOVERY,
        person=found.person,
        answers=answers,
        due=TODAY() + timedelta(days=45),
        **by,
    )
    told = {
        "kind": "criminal",
        "country": "TH",
        "role": "victim",
        "body": "Criminal Court",
        "reference": "1024/2569",
    }
    trial = proceedings.begin(case=found.case, person=found.person, answers=told, **by)
    for kind, answers in IN_COURT.items():
        recording.record(proceeding=trial, kind=kind, answers=answers, **by)
    concern = Concern(found.case, found.person, writes=True)
    heard = {"taken_by": "police", "read_back": "signed", "text": "She told it."}
    add_victim_statement(concern=concern, on=TODAY(), **heard, **by)
    return found


def make(cast, here, kind):
    told = {"body": "Office of the province", "number": "77/2569", "until": PartialDate(2031, 5)}
    return add_paper(
        case=here.case,
        person=here.person,
        kind=kind,
        answers=told,
        due=date(2031, 2, 3),
        by=cast.sokha,
        ring=here.ring,
    )


def let_out(cast, here, client, paper, language):
    rules.approve(
        case=here.case, partner=here.shelter, classes=PRINTS[paper.kind].classes, by=cast.noi
    )
    told = {"language": language, "partner": here.shelter.id}
    answer = client.post(reverse("papers:print", args=[paper.case_id, paper.id]), told)
    assert answer.status_code == 302, (paper.kind, answer.text)
    return client.get(answer["Location"]).text


def line(page, label):
    return page.partition(f"<dt>{escape(label)}</dt>")[2].partition("</dd>")[0]


@pytest.mark.parametrize("language", ["fr", "en", "vi"])
def test_each_paper_goes_out_in_this_language_with_what_is_known(cast, here, sokha, language):
    wrong = []
    for kind, text in PRINTS.items():
        page = let_out(cast, here, sokha, make(cast, here, kind), language)
        with override(language):
            said = [text.title, *text.paragraphs, *text.closing, *text.signs]
            wrong += [(kind, one) for one in said if translated(one) not in unescape(page)]
            wrong += [(kind, "receipt")] if gettext(RECEIPT) not in page else []
            labels = [(translated(one.label), one.fact) for one in text.lines]
        assert f'<article class="sheet section" lang="{language}">' in page
        wrong += [(kind, label) for label, _fact in labels if not line(page, label)]
        known = [label for label, fact in labels if fact and fact not in NOT_KNOWN]
        wrong += [(kind, "blank", one) for one in known if "blanks__line" in line(page, one)]
    assert wrong == []
    assert Disclosure.objects.count() == len(PRINTS)


@pytest.mark.parametrize("kind", list(PRINTS))
def test_none_goes_to_whom_the_gate_does_not_let_it(cast, here, sokha, kind):
    paper = make(cast, here, kind)
    told = {"language": "fr", "partner": here.station.id}
    answer = sokha.post(reverse("papers:print", args=[paper.case_id, paper.id]), told)
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()
