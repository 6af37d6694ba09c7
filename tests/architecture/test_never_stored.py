"""What is never stored, anywhere: no column and no question of a form is for it.

The list: pictures of abuse or links to them, fingerprints and faces, HIV outside the medical part, sexual
history, religion and ethnicity, immigration status of who takes part in prevention, the exact place of a
house, a number that says what somebody will do, "at risk of trafficking" as a property of somebody, what was
said in supervision.
"""

import re

import pytest
from django.apps import apps

from fanal.core.care.notes import NoteKind
from fanal.core.care.scales import scales
from fanal.core.casework.entries import KINDS
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import Compartment

NEVER = {
    "pictures of abuse": r"(abuse|csam|nude).*(image|video|picture|photo|link|url)|pornograph",
    "fingerprints, faces": r"fingerprint|thumb_?print|biometric|face_?(template|print|id)|iris_",
    "HIV": r"(^|_)(hiv|aids|has_hiv\w*)($|_)",
    "sexual history": r"sexual_(history|partners|past)|virgin",
    "religion and ethnicity": r"(^|_)(religion|faith|church|ethnic\w*|race|caste|tribe)($|_)",
    "status of who takes part": r"(^|_)(immigration_status|visa_status|undocumented)($|_)",
    "the place of a house": r"(^|_)(latitude|longitude|gps|coordinates|street|address)($|_)",
    "a number that predicts": r"(risk|vulnerability|credibility|truth)_?(score|index|points)|predict|likelihood_of",
    "at risk, of somebody": r"(^|_)at_risk(_of\w*)?($|_)|potential_victim",
    "what was said in supervision": r"supervision_(notes|content|words|text)",
}
# Names that look like it and are something else, each with its reason.
ELSE = {
    "keys.Grant.fingerprint": "of a public key",
    "keys.TeamKeyHolder.fingerprint": "of a public key",
    "figures.Snapshot.fingerprint": "of counts",
    "journeys.Certificate.fingerprint": "of a file, as it was printed",
    "partners.Area.latitude": "the middle of a country or a district, for the map",
    "partners.Area.longitude": "the middle of a country or a district, for the map",
    "whereabouts.address": "where she is, under the key that only who leads and who opened the case hold",
    "going.if_she_stays=life_at_risk": "an answer to one question on one day: what happens if she stays",
}


def columns():
    """`app.Model.column` of every table of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("fanal."):
            for field in model._meta.concrete_fields:
                yield f"{model._meta.label}.{field.name}", field.name, None


def questions():
    """Every question of entries, dated records and notes of care, with the part in which it is sealed."""
    for kind in KINDS:
        for field in kind.fields:
            yield f"{kind.code}.{field.name}", field.name, kind.compartment
            for code, _words in field.choices:
                yield f"{kind.code}.{field.name}={code}", code, kind.compartment
    for kind in RecordKind:
        for field in kind.described.fields:
            yield f"{kind}.{field.name}", field.name, kind.described.compartment
    for kind in NoteKind:
        for field in kind.described.fields:
            yield f"care.{kind}.{field.name}", field.name, Compartment.MEDICAL
            for code, _words in field.choices:
                yield f"care.{kind}.{field.name}={code}", code, Compartment.MEDICAL


def found(what):
    asked = re.compile(NEVER[what])
    for where, name, part in (*columns(), *questions()):
        medical = what == "HIV" and part is Compartment.MEDICAL
        if asked.search(name) and not medical and where not in ELSE:
            yield where


@pytest.mark.parametrize("what", NEVER)
def test_no_column_and_no_question_is_for_it(what):
    assert list(found(what)) == []


def test_each_of_these_names_would_be_found():
    for name in ("thumbprint", "has_hiv", "ethnicity", "gps", "risk_score", "at_risk", "faith"):
        assert any(re.search(asked, name) for asked in NEVER.values()), name
    assert ELSE.keys() <= {where for where, _name, _part in (*columns(), *questions())}


def test_no_scale_comes_with_the_words_of_an_item():
    for one in scales().values():
        assert not [
            name for name in type(one).__dataclass_fields__ if "text" in name or "words" in name
        ]
