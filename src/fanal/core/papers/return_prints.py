"""Prints for her way home: with what she travels, who receives her, whether it is safe there."""

from collections.abc import Mapping

from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.print_parts import (
    AUTHORITY,
    BORN,
    HER_SIGNATURE,
    INTERPRETER,
    NAME,
    NATIONALITY,
    NUMBER,
    OURS,
    READ_TO_HER,
    PrintLine,
    PrintText,
)
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import say

RETURN_PRINTS: Mapping[PaperKind, PrintText] = {
    PaperKind.TRAVEL_DOCUMENT: PrintText(
        say("Request for a travel document"),
        (
            say(
                "We ask for a document with which the person named below can return, free of "
                "charge. She holds no valid passport."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            NATIONALITY,
            PrintLine(say("Place of birth, last address in the country"), lines=2),
            PrintLine(say("Papers she had, and what became of them"), "papers", 2),
            NUMBER,
            PrintLine(say("Needed by"), "due"),
        ),
        # Recruiters are often family or friends: contact only after a check (domain page, 5.7).
        (
            say(
                "Please inform neither her family nor anybody outside your office before she "
                "agrees."
            ),
        ),
        (OURS, HER_SIGNATURE),
    ),
    PaperKind.REPATRIATION: PrintText(
        say("Request for repatriation, and consent to return"),
        (
            say(
                "The person named below wants to return. We ask to arrange it with us, as a "
                "voluntary and safe return."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            NATIONALITY,
            NUMBER,
            PrintLine(say("Where she wants to go, and where not"), lines=2),
            PrintLine(say("Who receives her: name, office, telephone"), lines=2),
            PrintLine(say("Who travels with her: children, escort")),
            PrintLine(say("Needed by"), "due"),
        ),
        (
            # Families were made to pay to have their daughters back (domain page, 6.1).
            say("The return costs neither her nor her family anything. Nobody may ask for money."),
            say(
                "I agree to return in this way. I was told what waits for me there, and what other "
                "choices I have."
            ),
            READ_TO_HER,
        ),
        (
            HER_SIGNATURE,
            say("For a child: who has care of the child, signature, day"),
            INTERPRETER,
            OURS,
        ),
    ),
    PaperKind.FAMILY_ASSESSMENT: PrintText(
        say("Assessment of family and community before a return"),
        (
            say(
                "By a worker in the place, not by the one who wants the case closed. Two sources. "
                "What she wants is asked apart, and twice."
            ),
        ),
        (
            NAME,
            BORN,
            PrintLine(say("Who visited, on which days, whom they spoke to"), lines=2),
            PrintLine(say("Who lives there; room, food, school"), lines=2),
            PrintLine(say("Who gained by her leaving; who paid or was paid; debts"), lines=2),
            PrintLine(say("Violence, alcohol; how far away the recruiter is"), lines=2),
            PrintLine(say("Who knows what; what the village will be told"), lines=2),
            PrintLine(say("Does each adult want her to come"), lines=2),
            PrintLine(say("What she wants; a second choice if the answer is no"), "wish", 2),
            # Four results and no "yes": a condition is a task before the day (domain page on the
            # programmes, 5.6).
            PrintLine(say("Result: safe · safe with conditions · not now · no"), lines=2),
        ),
        (
            say(
                "For a child the body in charge decides on the child's best interests. A parent "
                "who sold her is discussed with the lead, always."
            ),
        ),
        (say("Who visited: name, signature, day"), say("Second source: name, signature, day")),
        (DataClass.NARRATIVE,),
    ),
}
