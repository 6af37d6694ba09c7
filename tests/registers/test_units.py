"""A third organisation compares two lists without their key, and both learn of pairs alone."""

import json

import pytest
from django.urls import reverse

from fanal.audit.models import Entry as JournalEntry
from fanal.cases.actions import record_consent, withdraw_consent
from fanal.cli import main
from fanal.core.errors import BadInput, Refused
from fanal.core.names.between import answers, encodings, files, unit
from fanal.core.names.between.composites import Described
from fanal.partners import actions as partners
from fanal.registers import actions
from fanal.registers.models import ExchangeSecret
from fanal.sharing.models import Disclosure
from tests import files as made
from tests.registers.test_exchanges import LAO, LATIN, NAMES, lotus, page, proposed, upload


def harbour(cast):
    """The unit: an organisation that two people trust."""
    house = partners.add_partner(
        kind="organisation", type="ngo", name="Harbour Statistics", by=cast.sokha
    )
    found = partners.find(
        about=house, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    partners.confirm(finding=found, by=cast.noi)
    return house


@pytest.fixture
def noi(cast):
    return made.browser(cast, cast.noi)


@pytest.fixture
def row(cast):
    row = proposed(cast, lotus(cast), unit=harbour(cast), most_files=2)
    actions.agree(exchange=row, by=cast.claire)
    row.refresh_from_db()
    return row


def listed(cast, row):
    """Twenty people of one case, who said yes to the partner and to the unit."""
    people = [made.person(cast, [name], [("passport", 1996)]) for name in NAMES]
    case = made.case(cast, people=people)
    says = {"case": case, "purpose": "referral", "answer": "given", "by": cast.sokha}
    said = {
        person.id: [
            record_consent(person=person, partner=one.id, ring=cast.ring(cast.sokha), **says)
            for one in (row.partner, row.unit)
        ]
        for person in people
    }
    return people, said


def encoded_by_partner(key, header):
    people = [Described(LATIN, year=1996), Described("Nguyen Van Minh", year=1980)]
    lines = tuple(encodings.Encoder(bytes.fromhex(key)).encode(one).to_bytes() for one in people)
    theirs = {"party": "south", "count": len(lines)}
    return files.Message(files.Header(**(header.__dict__ | theirs)), lines)


def compared(ours, theirs):
    """What the unit does: both files, no key."""
    sides = [[encodings.from_bytes(one, 2) for one in each.lines] for each in (ours, theirs)]
    pairs = unit.compare(*sides)
    return [
        files.Message(
            files.Header(**(m.header.__dict__ | {"step": "compared", "count": len(lines)})),
            tuple(lines),
        ).to_text()
        for m, lines in zip((ours, theirs), answers.for_parties(pairs), strict=True)
    ]


def test_a_unit_finds_the_girl_in_two_scripts_and_then_the_key_is_gone(cast, noi, row):
    people, said = listed(cast, row)
    withdraw_consent(consent=said[people[1].id][1], by=cast.sokha)
    with pytest.raises(Refused, match="at least 20"):
        actions.encodings_file(exchange=row, by=cast.noi, ring=cast.ring(cast.noi))
    assert not Disclosure.objects.exists()
    more = {"case": people[1].cases.get(), "purpose": "referral", "answer": "given"}
    record_consent(
        person=people[1], partner=row.unit_id, by=cast.sokha, ring=cast.ring(cast.sokha), **more
    )

    shown = noi.get(page("exchange", row)).text
    assert "Harbour Statistics" in shown
    assert "Never the key" in shown
    key = noi.post(page("unit_key", row)).text.strip()
    ours = noi.post(page("our_encodings", row)).text
    assert ours == noi.post(page("our_encodings", row)).text  # lost, and given again
    assert all(word not in ours for word in (LAO, "Somsy", key, str(people[0].id)))
    assert "limit of 2 files" in noi.post(page("our_encodings", row), follow=True).text
    told = Disclosure.objects.values_list("partner", "person")
    assert sorted(told) == sorted((p.id, who.id) for p in (row.partner, row.unit) for who in people)

    read = files.read(ours, step="encoded")
    answer, theirs = compared(read, encoded_by_partner(key, read.header))
    noi.post(page("unit_answer", row), {"answer": upload(answer)})
    shown = noi.get(page("exchange", row)).text
    assert f"Ask about {people[0].code_name}" in shown
    assert shown.count("Ask about") == 1
    assert "The run is over" in shown
    assert [one.what for one in ExchangeSecret.objects.all()] == ["pairs"]
    assert "the run is over" in noi.post(page("unit_key", row), follow=True).text

    pair = ExchangeSecret.objects.get().unseal(cast.ring(cast.noi))["pairs"][0]
    assert pair["theirs"] == json.loads(files.read(theirs, step="compared").lines[0])[0]
    asking = noi.get(page("ask_partner", row, pair["id"])).context["form"]
    assert pair["theirs"] in asking.initial["needed"]
    acts = list(JournalEntry.objects.filter(about=str(row.id)).values_list("act", flat=True))
    assert [acts.count(f"exchange.{one}") for one in ("key", "file", "compared")] == [1, 2, 1]


def running(cast, row):
    """The state after our encodings went to the unit, without the cost of twenty files."""
    held = ExchangeSecret.objects.get(what="unit")
    data = held.unseal(ring := cast.ring(cast.noi))
    held.seal(ring, data | {"people": ["p"], "lines": ["x"]})
    held.save_if_version(1)
    return encodings.Encoder(bytes.fromhex(data["key"])).fingerprint()


def test_a_wrong_answer_is_refused_next_to_its_field_and_the_key_stays(cast, noi, row):
    head = {"project": row.project, "purpose": "x", "party": "north", "step": "compared",
            "parameters": running(cast, row), "count": 1}  # fmt: skip
    good = [b'["a", 0, "strong"]']
    for change, lines, says in (
        ({"party": "south"}, good, "this answer is for “south”"),
        ({"parameters": "old"}, good, "the version by which names are read"),
        ({"project": "TULIP"}, good, "ours is “MARIGOLD”, theirs “TULIP”"),
        (
            {"step": "encoded"},
            good,
            "this file is encodings for the unit; wanted: an answer of the unit",
        ),
        ({}, [b'["a", 1, "strong"]'], "line 2 is not a pair of ours"),
        ({}, [b'["a", true, "strong"]'], "line 2 is not a pair of ours"),
        ({}, [b'["a", 0, "certain"]'], "line 2 is not a pair of ours"),
        ({}, [b"rubbish"], "line 2 is not a pair of ours"),
    ):
        text = files.Message(files.Header(**(head | change)), tuple(lines)).to_text()
        answer = noi.post(page("unit_answer", row), {"answer": upload(text)})
        assert answer.status_code == 422
        assert says in answer.context["form"].errors["answer"][0]
    assert ExchangeSecret.objects.get().what == "unit"


def test_the_key_the_partner_made_is_taken_and_what_is_no_key_is_not(cast):
    partner, third = lotus(cast), harbour(cast)
    row = proposed(cast, partner, unit=third, key="AB " * 32)
    assert ExchangeSecret.objects.get().unseal(cast.ring(cast.noi))["key"] == "ab" * 32
    for wrong in ("ab", "zz" * 32, "ab" * 33):
        with pytest.raises(BadInput) as mistake:
            proposed(cast, partner, unit=third, key=wrong, project="TULIP")
        assert mistake.value.where == "key"
    with pytest.raises(BadInput) as mistake:
        proposed(cast, partner, unit=partner, project="TULIP")
    assert mistake.value.where == "unit"
    with pytest.raises(Refused, match="a second person"):
        actions.key_file(exchange=row, by=cast.noi, ring=cast.ring(cast.noi))


def test_ending_it_before_the_run_deletes_the_key(cast, noi, row):
    noi.post(page("end_exchange", row))
    assert not ExchangeSecret.objects.exists()


def test_each_way_has_its_own_steps(cast, noi, row):
    for name in ("our_answer", "our_question", "their_question"):
        assert noi.get(page(name, row)).status_code == 404
    other = proposed(cast, row.partner, project="TULIP")
    assert noi.get(page("unit_answer", other)).status_code == 404
    form = {"partner": row.partner_id, "unit": row.partner_id, "team": cast.bangkok.pk,
            "purpose": "care", "project": "ROSE", "party": "north", "most_files": 2,
            "ends_on": row.ends_on}  # fmt: skip
    address = reverse("registers:new_unit_exchange")
    answer = noi.post(address, form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert noi.post(address, form | {"unit": row.unit_id}).status_code == 302


def test_the_unit_and_a_partner_without_pages_do_it_by_command(tmp_path, capsys):
    rows = [f"r{n},Somsy {name},1996" for n, name in enumerate(NAMES)]
    registers = []
    for party in ("north", "south"):
        register = tmp_path / f"{party}.csv"
        register.write_text("\n".join(["rec_id,name,birth_year", *rows]), "utf-8")
        what = ["--project", "P", "--party", party, "--purpose", "care"]
        key, out = ["--secret", f"{tmp_path}/key"], ["--out", f"{tmp_path}/{party}"]
        main(["between", "encode", str(register), *what, *key, *out])
        registers.append(f"{tmp_path}/{party}")
    given = [f"{one}-back" for one in registers]
    main(["between", "compare", *registers, "--answers", *given, "--out", f"{tmp_path}/pairs.csv"])
    read = {}
    for party, answer in zip(("north", "south"), given, strict=True):
        out = tmp_path / f"{party}-pairs.csv"
        main(["between", "take", answer, str(tmp_path / f"{party}.csv"), "--out", str(out)])
        lines = [line.split(",") for line in out.read_text().splitlines()[1:]]
        read[party] = {pair: (record, band) for pair, record, band in lines}
    assert read["north"].keys() == read["south"].keys()
    assert [one for one in read["north"] if read["north"][one] == read["south"][one]]
