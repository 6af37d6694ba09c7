import pytest

from fanal.core.casework.entries import KINDS, FieldType, entry_kind, kinds_of
from fanal.core.casework.sections import Section
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import Compartment

OWN_PAGES = {Section.SIGNAL, Section.CONSENT, Section.DOCUMENTS, Section.CLOSURE}


def test_every_section_has_entries_or_a_page_of_its_own():
    assert {section for section in Section if not kinds_of(section)} == OWN_PAGES


def test_codes_and_fields_are_unique_and_have_their_words():
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        names = [field.name for field in kind.fields]
        assert len(set(names)) == len(names)
        assert all(str(field.label) for field in kind.fields)


def test_a_choice_has_choices_and_nothing_else_has():
    for field in (field for kind in KINDS for field in kind.fields):
        assert bool(field.choices) == (field.type is FieldType.CHOICE)


@pytest.mark.parametrize(
    ("code", "compartment"),
    [
        ("health", Compartment.MEDICAL),
        ("legal", Compartment.LEGAL),
        ("whereabouts", Compartment.WHEREABOUTS),
        ("money", Compartment.FINANCE),
        ("contact", Compartment.IDENTITY),
    ],
)
def test_what_tells_most_is_under_its_own_key(code, compartment):
    assert entry_kind(code).compartment is compartment


def test_a_kind_that_stands_under_another_names_one_of_its_section():
    for kind in KINDS:
        assert kind.under is None or entry_kind(kind.under).section is kind.section


def test_notes_and_what_is_said_of_her_state_are_only_added_to():
    own = {kind.code for kind in KINDS if kind.own_page}
    assert own == {"state", "sign", "decision", "service", "health"}
    assert {kind.code for kind in KINDS if kind.append_only} == {"note"} | own - {
        "service",
        "health",
    }


def test_an_unknown_kind_is_named():
    with pytest.raises(BadInput, match="gossip"):
        entry_kind("gossip")
