"""Every kind of typed paper and its print, for every role: shut as what does not exist, unless open.

The matrix of all addresses (`test_matrix.py`) asks for one paper; here each kind is asked for, since
the kind says whose key opens it, and a print that the gate let out to a partner is there for each.
"""

import pytest
from django.urls import reverse

from fanal.cases.models import Case
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.prints import PRINTS
from fanal.core.sealing.compartments import LEGAL
from fanal.papers import actions
from fanal.papers.views.printing import text_of
from fanal.sharing.actions import rules
from fanal.sharing.actions.sending import print_for
from fanal.sharing.models import Disclosure
from tests.security.test_matrix import BANGKOK, ROLES, nothing, told
from tests.security.world import undone
from tests.shares import at_least, in_turn, tried, turn

pytestmark = pytest.mark.django_db
# What stands at an address of one paper; the prints only where there is a text of ours.
ONE = ("paper", "change", "file", "print", "for_her", "printed")
PRINTED = ("print", "for_her", "printed")


@pytest.fixture
def papers(world):
    """{kind: (paper, what went out of it, or None)} in the first case, whose legal part the lawyer
    of the cast may open."""
    cast = world.cast
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    person = case.people.get(id=world.ids["", "person_id"][0])
    sent = Disclosure.objects.get(id=world.ids["papers", "sent_id"][0])
    return {kind: _made(cast, case, person, sent.partner, kind) for kind in PaperKind}


def _made(cast, case, person, partner, kind):
    by = cast.acting(cast.sokha)
    paper = actions.add_paper(case=case, person=person, kind=kind, answers={"body": "Keo"}, **by)
    if PRINTS.get(kind) is None:
        return paper, None
    text = text_of(paper)
    rules.approve(case=case, partner=partner, classes=text.classes, by=cast.noi)
    of = {"case": case, "person": person, "classes": text.classes, "part": paper.compartment}
    return paper, print_for(partner=partner, text="<p>", **of, **by)


def addresses(kind, paper, sent):
    """(what stands there, address): of a kind that others write no print."""
    for name in ONE:
        if name in PRINTED and kind not in PRINTS:
            continue
        more = {"for_her": ["fr"], "printed": ["fr", sent and sent.id]}.get(name, [])
        yield name, reverse(f"papers:{name}", args=[paper.case_id, paper.id, *more])


def may_open(who, kind, name):
    """Her own team; and the lawyer what belongs to the law, and no file of the case."""
    return who in BANGKOK or (who == "mai" and kind.part is LEGAL and name != "file")


def asked(who, kind):
    """In the short form one kind in two is asked for by one of her team, by the lawyer, and by one other."""
    shut = [role for role in ROLES if not may_open(role, kind, "paper")]
    chosen = {"mai", *in_turn(sorted(BANGKOK), kind), *in_turn(shut, kind)}
    return tried(who in chosen and turn(kind) % 2 == 0)


@pytest.mark.asvs("V8.2.1", "V8.2.2", "V8.3.1")
def test_each_kind_of_paper_and_each_print_opens_for_whom_its_key_is(world, browser, papers):
    wrong, opened = [], 0
    for who in ROLES:
        client = browser(who)
        none = nothing(client)
        for kind, (paper, sent) in papers.items():
            for name, address in addresses(kind, paper, sent) if asked(who, kind) else ():
                with undone(client):
                    answer = client.get(address)
                if may_open(who, kind, name):
                    opened += 1
                    wrong += [(who, kind, name)] if answer.status_code not in (200, 302) else []
                elif told(answer) != none["get"]:
                    wrong.append((who, kind, name, answer.status_code))
    assert wrong == []
    assert opened > at_least(len(PaperKind) * 6, 2)


@pytest.mark.asvs("V8.2.2")
def test_no_paper_is_printed_or_changed_by_whom_it_is_shut_to(world, browser, papers):
    wrong = []
    for who in ROLES:
        client = browser(who)
        none = nothing(client)
        for kind, (paper, sent) in papers.items():
            for name, address in addresses(kind, paper, sent) if asked(who, kind) else ():
                if not may_open(who, kind, name) and name in ("change", "file", "print"):
                    with undone(client):
                        answer = client.post(address, {"language": "fr", "state": "sent"})
                    wrong += [(who, kind, name)] if told(answer) != none["post"] else []
    assert wrong == []


def test_a_list_of_papers_names_no_kind_whose_part_is_shut(browser, papers):
    case = next(iter(papers.values()))[0].case
    page = browser("mai").get(reverse("cases:section", args=[case.id, "documents"])).text
    for kind, (paper, _sent) in papers.items():
        there = reverse("papers:paper", args=[case.id, paper.id]) in page
        assert there is (kind.part is LEGAL), kind
