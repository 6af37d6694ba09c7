"""Prints for children: who may decide for one, and the registration of a birth."""

from collections.abc import Mapping

from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.print_parts import (
    AUTHORITY,
    BORN,
    NAME,
    NATIONALITY,
    NUMBER,
    OURS,
    PrintLine,
    PrintText,
)
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import say

CHILD_PRINTS: Mapping[PaperKind, PrintText] = {
    PaperKind.GUARDIANSHIP: PrintText(
        say("Request for a guardian"),
        (say("The child named below is here without anybody who may lawfully decide for the "
             "child and is no danger. We ask for a guardian, for a time or for good."),),
        (
            AUTHORITY, NAME, BORN, NATIONALITY, NUMBER,
            PrintLine(say("Parents and others with rights, and why they cannot act"), lines=3),
            PrintLine(say("Proposed guardian: name, relation, why"), lines=2),
            # A guardian who is tied to a suspect would hand the child back.
            PrintLine(say("What was checked: not tied to a suspect, not paid"), lines=2),
            PrintLine(say("What the child says"), lines=2),
            PrintLine(say("Needed by"), "due"),
        ),
        (),
        (OURS, say("Proposed guardian: signature, day")),
    ),
    PaperKind.BIRTH_REGISTRATION: PrintText(
        say("Request to register a birth"),
        (say("We ask to register the birth of the child named below. A child has a right to it "
             "whatever the papers of the mother; article 7 of the Convention on the Rights of "
             "the Child."),),
        (
            AUTHORITY,
            PrintLine(say("Name of the child"), "child_name"),
            PrintLine(say("Born on"), "child_born"),
            PrintLine(say("Born where, and who attended"), "child_where"),
            PrintLine(say("Mother: name"), "mother"),
            PrintLine(say("Mother: born, or age"), "mother_born"),
            PrintLine(say("Nationality of the child"), "child_nationality"),
            NUMBER,
        ),
        # Her decision: the father may be the trafficker (domain page on the programmes, 4.6).
        (say("No father is named unless the mother names him here herself."),),
        (say("Mother: signature or mark, day"), OURS),
        (DataClass.LEGAL, DataClass.NARRATIVE),
    ),
}  # fmt: skip
