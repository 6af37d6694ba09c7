"""Do a partner and we know the same person? Agreed by two, through the gate, without names."""

from datetime import timedelta
from functools import cached_property
from random import Random
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.authority.attested import Unauthentic
from fanal.cases.actions.consents import record_consent
from fanal.core.errors import BadInput, Refused
from fanal.core.private_linkage import composites, meeting
from fanal.core.private_linkage import files as travelling
from fanal.core.private_linkage.composites import Described
from fanal.figures.models import CodedLink
from fanal.keys.models import Grant
from fanal.matching.actions import exchanges, psi_exchange
from fanal.matching.models import Exchange, ExchangeSecret
from fanal.partners.actions import areas, findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions.rules import never_tell
from fanal.sharing.models import Disclosure, Referral
from tests import files
from tests.journal import entries
from tests.security.planting import update

LAO, LATIN = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa"
NAMES = [LAO, *(f"Somsy {one}vilay" for one in (
    "Keo", "Bou", "Chan", "Dara", "Noi", "Mani", "Souk", "Thip", "Vong", "Phet", "Kham", "Lao",
    "Sisa", "Outh", "Phon", "Sena", "Tha", "Xai", "Yot"))]  # fmt: skip
WORDS = {
    "project": "MARIGOLD", "party": "north", "purpose": "to find who is helped twice",
    "size": 30, "their_size": 25, "most_files": 6,
}  # fmt: skip


def lotus(cast):
    """A shelter that two people trust, so that the gate asks only for consent."""
    house = add_partner(kind="organisation", type="shelter", name="Lotus Centre", by=cast.sokha)
    found = findings.record_finding(
        about=house, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=found, by=cast.noi)
    return house


def proposed(cast, partner, **more):
    given = WORDS | {"ends_on": timezone.localdate() + timedelta(days=30)} | more
    return exchanges.propose(team=cast.bangkok, partner=partner, by=cast.noi, **given)


def agreed(cast, partner, **more):
    row = proposed(cast, partner, **more)
    exchanges.agree(exchange=row, by=cast.claire)
    row.refresh_from_db()
    return row


def listed(cast, partner, names=NAMES):
    """People who said yes to this partner, each in a case of her own."""
    people = []
    for name in names:
        person = files.person(cast, [name], [("passport", 1996)])
        case = files.case(cast, people=[person])
        record_consent(
            case=case,
            person=person,
            purpose="referral",
            answer="given",
            partner=partner.id,
            **cast.acting(cast.sokha),
        )
        people.append(person)
    return people


class Partner:
    """The other side, by the core alone: it knows one of ours, and twenty-four others."""

    project, parameters, sizes = "MARIGOLD", composites.fingerprint(), (25, 30)

    @cached_property
    def side(self):
        people = {"theirs-0": [Described(LATIN, year=1996)]}
        people |= {
            f"theirs-{n}": [Described(f"Nguyen Van {chr(97 + n)}inh", year=1980 + n)]
            for n in range(1, 25)
        }
        held = composites.composites(people)
        return meeting.LinkageSide.begin(self.project, held, self.sizes[0], Random(1))

    def file(self, step, lines):
        header = travelling.Header(
            self.project, "the same", "south", step, self.parameters, len(lines), *self.sizes
        )
        return travelling.Message(header, tuple(lines)).to_text()

    def first(self):
        return self.file("blinded", self.side.first())

    def answer(self, text):
        given = travelling.read(text, step="blinded")
        doubled = travelling.Message(
            travelling.Header(**(given.header.__dict__ | {"step": "doubled"})),
            tuple(self.side.answer(given.lines, self.sizes[1])),
        )
        return doubled.to_text()

    def matched(self, answer, ours):
        """Which of ours they hold too, for us to know."""
        doubled = travelling.read(answer, step="doubled").lines
        second = self.side.second(travelling.read(ours, step="blinded").lines, self.sizes[1])
        met = self.side.met(doubled, second)
        return self.file("matched", [meeting.matched_line(*one) for one in met])


def upload(text):
    return SimpleUploadedFile("x.fanal", text.encode() if isinstance(text, str) else text)


def page(name, row, *more):
    return reverse(f"matching:{name}", args=[row.id, *more])


def test_a_girl_in_two_scripts_is_found_and_becomes_a_question_and_a_coded_link(cast, noi):
    partner, there = lotus(cast), Partner()
    people = listed(cast, partner)
    untold = files.person(cast, ["Somsy Nobody"])
    files.case(cast, people=[untold])
    row = agreed(cast, partner)

    ours = noi.post(page("our_list", row)).text
    assert ours == noi.post(page("our_list", row)).text  # a lost file is given again, and counted
    assert {one.person_id for one in Disclosure.objects.all()} == {one.id for one in people}
    assert all(word not in ours for word in (LAO, "Somsy", str(people[0].id)))
    first = there.first()
    back = noi.post(page("our_answer", row), {"theirs": upload(first)}).text
    theirs = {"answer": upload(there.answer(ours)), "theirs": upload(first)}
    told = noi.post(page("our_matched", row), theirs).text
    found = there.side.found(meeting.matched_in(travelling.read(told, step="matched").lines))
    assert [one.record for one in found] == ["theirs-0"]
    told = Disclosure.objects.filter(person=people[0], channel="meeting", partner=partner)
    assert told.count() == 1
    assert Disclosure.objects.count() == len(people)

    answer = noi.post(page("their_matched", row), {"matched": upload(there.matched(back, ours))})
    shown = noi.get(answer["Location"]).text
    assert f"Ask about {people[0].code_name}" in shown
    assert shown.count("Ask about") == 1
    row.refresh_from_db()
    assert row.files_made == 4
    assert len(entries("exchange.file", about=row.id)) == 4

    pair = ExchangeSecret.objects.get(what="pairs").unseal(cast.ring(cast.noi))["pairs"][0]
    assert [pair["theirs"], *pair["also"]] == list(found[0].names)
    asking = page("ask_partner", row, pair["id"])
    area = areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)
    form = noi.get(asking).context["form"]
    assert pair["theirs"] in form.initial["needed"]
    sent = {"kind": "referral", "area": area.id, "answer_within": 5, **form.initial}
    sent |= {"person": people[0].id, "partner": partner.id}
    assert noi.post(asking, sent)["Location"] == reverse(
        "sharing:referral", args=[Referral.objects.get().id]
    )
    assert Referral.objects.get().classes == "existence"

    counting = {
        "source": "lotus-list",
        "month": "2026-03-09",
        "area": area.id,
        "counts_as": "presumed",
        "bands": ["strong", "likely", "possible"],
    }
    for _ in range(2):  # a pair counts once
        assert noi.post(page("count", row), counting).status_code == 302
    link = CodedLink.objects.get()
    assert "lotus-list" in link.fact
    assert str(people[0].id) not in link.fact


def test_whom_the_partner_must_never_know_takes_no_part_even_by_another_case(cast, noi):
    partner = lotus(cast)
    people = listed(cast, partner, [*NAMES, "Somsy Oneextra"])
    other = files.case(cast, people=[people[0]])
    never_tell(case=other, partner=partner, reason="her cousin works there", by=cast.sokha)
    row = agreed(cast, partner)
    assert noi.post(page("our_list", row)).status_code == 200
    assert people[0].id not in set(Disclosure.objects.values_list("person", flat=True))

    case = people[1].cases.get()
    never_tell(case=case, partner=partner, reason="her cousin works there", by=cast.sokha)
    noi.post(page("our_list", row))
    assert "may no longer be told of" in noi.get(page("exchange", row)).text


def test_a_partner_found_dangerous_since_is_not_told_how_many_matched(cast, noi):
    partner = lotus(cast)
    row, there = agreed(cast, partner), Partner()
    with_a_list(cast, row, [one.id for one in listed(cast, partner, NAMES[:1])])
    theirs = there.first()
    assert noi.post(page("our_answer", row), {"theirs": upload(theirs)}).status_code == 200
    findings.record_finding(
        about=partner, level="dangerous", reasons=["sells_information"], by=cast.noi
    )
    refused = noi.post(page("our_answer", row), {"theirs": upload(theirs)})
    assert refused.status_code == 422
    assert "may no longer be told of" in refused.text
    row.refresh_from_db()
    assert row.files_made == 1


def test_a_list_of_few_is_a_question_about_few_and_never_leaves(cast):
    partner = lotus(cast)
    listed(cast, partner, NAMES[:2])
    with pytest.raises(Refused, match="at least 20"):
        psi_exchange.first_file(exchange=agreed(cast, partner), **cast.acting(cast.noi))
    assert Disclosure.objects.count() == 0


def test_nothing_leaves_before_a_second_person_agreed(cast, noi):
    row = proposed(cast, lotus(cast))
    noi.post(page("our_list", row))
    assert "a second person has to agree" in noi.get(page("exchange", row)).text
    noi.post(page("agree", row))
    row.refresh_from_db()
    assert row.agreed_by is None
    files.browser(cast, cast.claire).post(page("agree", row))
    row.refresh_from_db()
    assert row.agreed_by == cast.claire


def with_a_list(cast, row, people=()):
    """The state after our own list was made, without the cost of twenty files."""
    ring = cast.ring(cast.noi)
    keys = composites.composites({str(one): [Described(LAO, year=1996)] for one in people})
    side = meeting.LinkageSide.begin(row.project, keys, row.size, Random(2))
    held = ExchangeSecret(folder=row.id, exchange=row, what="side")
    held.seal(ring, {"side": side.to_dict()})
    held.save(force_insert=True)


def test_every_file_counts_and_above_the_limit_none_is_made(cast, noi):
    row, there = agreed(cast, lotus(cast), most_files=3), Partner()
    with_a_list(cast, row)
    codes = [
        noi.post(page("our_answer", row), {"theirs": upload(there.first())}).status_code
        for _ in range(4)
    ]
    assert codes == [200, 200, 200, 422]
    row.refresh_from_db()
    assert row.files_made == 3


POINTS = meeting.points_of(25)
GOOD = Partner().file("blinded", [b"x" * 32])
WRONG = {
    b"\xff\xfe\x00rubbish": "not a text file",
    "rubbish": "not the header",
    "{}\n": "not the header",
    GOOD.replace("MARIGOLD", "TULIP"): "the project; ours is “MARIGOLD”, theirs “TULIP”",
    GOOD.replace(composites.fingerprint(), "old"): "the version by which names are read",
    GOOD.replace('"version": 2', '"version": 1'): "version 1; this program reads version 2",
    GOOD.replace('"size": 25', '"size": 26'): "the size of the partner's list; ours is “25”",
    GOOD.replace('"other": 30', '"other": 29'): "the size of our list; ours is “30”",
    GOOD.replace("south", "north"): "both files come from",
    GOOD.replace("blinded", "matched"): "this file is what matched; wanted: a blinded list",
    GOOD: "agreed: 25",
    GOOD.replace('"count": 1', '"count": 2'): "it was cut",
    GOOD[:-6]: "is not base64",
    Partner().file("blinded", [n.to_bytes(32, "little") for n in range(POINTS)]): "betray the",
    Partner().file("blinded", [b"%d" % n for n in range(POINTS)]): "a point has 32",
    Partner().file("blinded", [b"x" * 32] * POINTS): "one point twice",
}


def test_a_wrong_file_is_refused_next_to_its_field_and_it_says_what_differs(cast, noi):
    row = agreed(cast, lotus(cast))
    with_a_list(cast, row)
    for given, says in WRONG.items():
        answer = noi.post(page("our_answer", row), {"theirs": upload(given)})
        assert answer.status_code == 422
        assert says in answer.context["form"].errors["theirs"][0]
    answer = noi.post(page("our_answer", row), {})
    assert answer.context["form"].errors["theirs"]
    row.refresh_from_db()
    assert row.files_made == 0


def test_an_answer_to_another_list_is_refused_at_its_own_field(cast, noi):
    row, there = agreed(cast, lotus(cast)), Partner()
    with_a_list(cast, row)
    mine = there.file("doubled", [b"x" * 32])
    own = mine.replace("south", "north").replace(
        '"size": 25, "other": 30', '"size": 30, "other": 25'
    )
    for answer, says in (
        (mine, "not the answer to our file"),
        (own, "sent by us"),
        (own.replace("MARIGOLD", "TULIP"), "the project"),
        (mine.replace("south", "north"), "the size of our list"),
    ):
        sent = {"answer": upload(answer), "theirs": upload(there.first())}
        errors = noi.post(page("our_matched", row), sent).context["form"].errors
        assert says in errors["answer"][0]


def test_a_file_of_matches_that_is_none_is_refused(cast, noi):
    row = agreed(cast, lotus(cast))
    with_a_list(cast, row)
    for line in (b"{}", b"[1, 2]", b'[true, "x"]', b'[99999, "x"]', b'[1, "x", 2]'):
        told = Partner().file("matched", [line])
        answer = noi.post(page("their_matched", row), {"matched": upload(told)})
        assert answer.status_code == 422
        assert answer.context["form"].errors["matched"]


def test_a_copy_of_our_list_is_told_nothing(cast, noi):
    row, there = agreed(cast, lotus(cast)), Partner()
    ring, copy = (
        cast.ring(cast.noi),
        {f"{n}": [Described(f"Somsy {one}vilay", year=1990)] for n, one in enumerate(NAMES[1:20])},
    )
    held = composites.composites(copy)
    side = meeting.LinkageSide.begin(row.project, held, row.size, Random(2))
    ExchangeSecret(folder=row.id, exchange=row, what="side").write(
        ring, {"side": side.to_dict()}, 0
    )
    there.side = meeting.LinkageSide.begin(row.project, held, row.their_size, Random(3))
    ours = travelling.Message(
        travelling.Header(
            "MARIGOLD", "care", "north", "blinded", there.parameters, len(side.keys), 30, 25
        ),
        tuple(side.first()),
    )
    sent = {"answer": upload(there.answer(ours.to_text())), "theirs": upload(there.first())}
    answer = noi.post(page("our_matched", row), sent)
    assert "guesses or copied" in answer.context["form"].errors["answer"][0]


@pytest.mark.parametrize("change", ["agreed by nobody who did", "more files", "another partner"])
def test_nothing_leaves_by_what_was_written_into_the_database(cast, change):
    partner = lotus(cast)
    listed(cast, partner)
    row = proposed(cast, partner) if change.startswith("agreed") else agreed(cast, partner)
    other = add_partner(kind="organisation", type="shelter", name="Orchid", by=cast.sokha)
    changes = {
        "agreed by nobody who did": {"agreed_by_id": cast.claire.pk, "agreed_on": row.made_on},
        "more files": {"most_files": 900},
        "another partner": {"partner_id": other.pk},
    }
    update(Exchange, changes[change], id=row.pk)
    row.refresh_from_db()
    with pytest.raises(Unauthentic):
        psi_exchange.first_file(exchange=row, **cast.acting(cast.noi))
    assert Disclosure.objects.count() == 0
    later = timezone.localdate() + timedelta(days=40)
    assert exchanges.end_where_due(today=later) == 0  # and the sweep goes on


def test_more_people_than_agreed_make_no_list(cast):
    partner = lotus(cast)
    listed(cast, partner, [*NAMES, "Somsy Oneextra"])
    row = agreed(cast, partner, size=20)
    with pytest.raises(Refused, match="more than the 20 agreed"):
        psi_exchange.first_file(exchange=row, **cast.acting(cast.noi))


def test_an_exchange_begun_in_an_earlier_way_keeps_its_pairs_and_makes_no_file(cast, noi):
    """Before sizes were agreed; a unit may have compared."""
    row = agreed(cast, lotus(cast))
    person = listed(cast, row.partner, NAMES[:1])[0]
    Exchange.objects.filter(id=row.id).update(size=None, their_size=None)
    pair = {
        "id": str(uuid4()),
        "person": str(person.id),
        "theirs": "t-1",
        "band": "possible",
        "counted": False,
    }
    ring = cast.ring(cast.noi)
    ExchangeSecret(folder=row.id, exchange=row, what="pairs").write(ring, {"pairs": [pair]}, 0)
    shown = noi.get(page("exchange", row)).text
    assert f"Ask about {person.code_name}" in shown
    assert "begun in an earlier way" in shown
    assert "begun in an earlier way" in noi.post(page("our_list", row), follow=True).text
    noi.post(page("end_exchange", row))
    assert not ExchangeSecret.objects.exists()


def test_ending_deletes_the_key_and_nobody_opens_it_again(cast, noi):
    row = agreed(cast, lotus(cast))
    with_a_list(cast, row)
    assert Grant.objects.filter(folder=row.id, revoked=None).exists()
    noi.post(page("end_exchange", row))
    assert not ExchangeSecret.objects.exists()
    assert {bytes(one.wrapped) for one in Grant.objects.filter(folder=row.id)} == {b""}
    assert len(entries("exchange.ended", about=row.id)) == 1
    noi.post(page("our_list", row))
    assert "has ended" in noi.get(page("exchange", row)).text


def test_the_sweep_ends_what_is_past_its_last_day(cast):
    row = agreed(cast, lotus(cast))
    with_a_list(cast, row)
    after = row.ends_on + timedelta(days=1)
    assert [exchanges.end_where_due(today=after) for _ in range(2)] == [1, 0]
    assert not ExchangeSecret.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ends_on"),
        ({"ends_on": timezone.localdate() + timedelta(days=400)}, "ends_on"),
        ({"most_files": 0}, "most_files"),
        ({"size": 19}, "size"),
        ({"their_size": 4_001}, "their_size"),
        ({"purpose": " "}, "purpose"),
        ({"project": "MARIGOLD"}, "project"),
    ],
)
def test_an_exchange_that_makes_no_sense_is_refused_at_its_field(cast, change, field):
    partner = lotus(cast)
    proposed(cast, partner)
    with pytest.raises(BadInput) as wrong:
        proposed(cast, partner, **({"project": "TULIP"} | change))
    assert wrong.value.where == field


def test_a_lead_writes_one_on_the_page_and_only_leads_and_directors_find_it(cast, noi):
    partner = lotus(cast)
    form = WORDS | {
        "partner": partner.id,
        "team": cast.bangkok.pk,
        "ends_on": timezone.localdate() + timedelta(days=9),
    }
    assert noi.post(reverse("matching:new_exchange"), form | {"ends_on": "x"}).status_code == 422
    where = noi.post(reverse("matching:new_exchange"), form)["Location"]
    codes = {
        who: files.browser(cast, getattr(cast, who)).get(where).status_code
        for who in ("noi", "claire", "sokha", "somchit", "duc", "anan")
    }
    assert codes == {
        "noi": 200,
        "claire": 200,
        "sokha": 404,
        "somchit": 404,
        "duc": 404,
        "anan": 404,
    }
    assert noi.get(reverse("matching:exchange", args=[uuid4()])).status_code == 404


def test_the_list_of_exchanges_is_for_who_leads_or_agrees(cast):
    proposed(cast, lotus(cast))
    page = reverse("matching:exchanges")
    codes = {
        who: files.browser(cast, getattr(cast, who)).get(page).status_code
        for who in ("noi", "claire", "sokha", "mai", "duc", "anan")
    }
    assert codes == {"noi": 200, "claire": 200, "sokha": 404, "mai": 404, "duc": 404, "anan": 404}


def test_who_agreed_to_an_exchange_makes_no_file_of_it_and_reads_no_pair(cast):
    row = agreed(cast, lotus(cast))
    claire = files.browser(cast, cast.claire)
    assert claire.get(reverse("matching:exchange", args=[row.id])).status_code == 200
    assert claire.post(reverse("matching:our_list", args=[row.id])).status_code == 404
    for step in ("our_answer", "our_matched"):
        assert claire.get(reverse(f"matching:{step}", args=[row.id])).status_code == 404
    refused = entries("exchange.refused", by=cast.claire.pk)
    assert len(refused) == 3


def test_the_database_shows_neither_purpose_nor_word_nor_secret(cast):
    row = agreed(cast, lotus(cast), purpose="zuyquexvaj0001", party="zuyquexvaj0002")
    with_a_list(cast, row, [UUID(int=7)])
    secret = ExchangeSecret.objects.get().unseal(cast.ring(cast.noi))["side"]["secret"]
    with connection.cursor() as cursor:
        for table in ("registers_exchange", "registers_exchangesecret", "audit_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            kept = b" ".join(
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                for line in cursor.fetchall()
                for cell in line
            )
            for mark in ("zuyquexvaj", "MARIGOLD", secret, LAO):
                assert mark.encode() not in kept


def test_a_project_word_is_refused_for_an_exchange_of_ones_own_teams_alone(cast):
    house = lotus(cast)
    proposed(cast, house)
    with pytest.raises(BadInput, match="had this word"):
        proposed(cast, house)
    given = WORDS | {"partner": house, "ends_on": timezone.localdate(), "team": cast.vientiane}
    exchanges.propose(by=cast.somchit, **given)
    of_both = cast.join("ton", "Ton", "team_lead", "Ho Chi Minh City")
    Membership.objects.create(user=of_both, team=cast.bangkok)
    with pytest.raises(BadInput, match="had this word"):
        exchanges.propose(by=of_both, **given | {"team": cast.saigon})
