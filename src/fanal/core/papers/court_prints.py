"""Prints for courts and authorities in a proceeding: a lawyer of the country reads each first.

After Council of Europe Convention arts 15, 30; Directive 2012/29/EU arts 11, 16, 18-24.
"""

from collections.abc import Mapping

from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.print_parts import (
    AUTHORITY,
    BORN,
    HER_SIGNATURE,
    INTERPRETER,
    LAWYER,
    NAME,
    NUMBER,
    OURS,
    PROCEEDING,
    READ_TO_HER,
    PrintLine,
    PrintText,
)
from fanal.core.words import say

COURT_PRINTS: Mapping[PaperKind, PrintText] = {
    PaperKind.REVIEW_REQUEST: PrintText(
        say("Request to review a decision"),
        (
            say(
                "We ask to look again at the decision named below, and to say in writing on which "
                "facts and which rule it rests."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            PROCEEDING,
            NUMBER,
            PrintLine(say("The decision, its day, and on which day she was told of it"), lines=2),
            PrintLine(say("What was not heard or not asked"), lines=4),
            PrintLine(say("The rule on which the request rests: law, article"), lines=2),
            PrintLine(say("Needed by"), "due"),
        ),
        (say("Until it is decided we ask that she is treated as a victim, and not sent away."),),
        (LAWYER, HER_SIGNATURE),
    ),
    PaperKind.EARLY_TESTIMONY: PrintText(
        say("Request to hear her before the trial"),
        (
            say(
                "The person named below may not be in the country, or not be able to speak, when "
                "the trial begins. We ask to hear her now, once, so that it can be used later."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            PROCEEDING,
            NUMBER,
            # Early testimony before a return, as in Thailand by section 31 of the Act of 2008: the
            # answer to "she must wait a year for the trial".
            PrintLine(say("Why it cannot wait: her return, her health, a threat"), lines=3),
            PrintLine(say("Language, interpreter, who sits beside her"), lines=2),
            PrintLine(
                say("How: behind a screen, by video, in a closed room"), "wanted_measures", 2
            ),
            # As few interviews as possible (ECOSOC 2005/20).
            PrintLine(say("How often she was heard already, and by whom"), "heard_already", 2),
            PrintLine(say("Needed by"), "due"),
        ),
        (say("She speaks of her own will. Help does not depend on it."),),
        (LAWYER, HER_SIGNATURE),
    ),
    PaperKind.PROTECTIVE_MEASURES: PrintText(
        say("Request for protective measures"),
        (
            say(
                "We ask that the person named below is protected before, during and after the "
                "hearing. Please write our office as her address, and no other."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            PROCEEDING,
            NUMBER,
            PrintLine(say("Measures asked for"), "wanted_measures", 3),
            PrintLine(say("What she fears, and what has happened"), lines=4),
            PrintLine(say("The rule on which it rests: law, article"), lines=2),
            PrintLine(say("From when, until when"), lines=1),
        ),
        (say("We ask to be told at once if the accused is released or leaves the country."),),
        (LAWYER, HER_SIGNATURE),
    ),
    PaperKind.COMPENSATION_CLAIM: PrintText(
        say("Claim for compensation"),
        # Debts that the trafficker claims are named and never subtracted (domain page on the
        # programmes, 2.6).
        (
            say(
                "We claim for the person named below what is listed here. What she is said to owe "
                "for travel, food or fines is disputed and not taken off."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            PROCEEDING,
            NUMBER,
            PrintLine(say("Against whom"), "against", 2),
            PrintLine(say("Damage and amounts"), "damage", 4),
            PrintLine(say("Interest: rate, from which day, by which rule"), lines=2),
            PrintLine(say("What proves it"), lines=3),
            # The account of a broker is none of hers (domain page on the programmes, 2.9).
            PrintLine(say("Paid to: an account in her name, or her lawyer in trust"), lines=2),
        ),
        (READ_TO_HER,),
        (LAWYER, HER_SIGNATURE, INTERPRETER),
    ),
    PaperKind.COURT_REPORT: PrintText(
        say("Report to a court"),
        (
            say(
                "What is written here is what the person named below agreed to tell. What she did "
                "not want told is left out, and nothing is guessed."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            PROCEEDING,
            NUMBER,
            PrintLine(say("What the court asked"), lines=2),
            PrintLine(say("Who was heard for this report, when, in which language"), lines=2),
            # Where she lives is in no file that the accused may read.
            PrintLine(say("Her situation today, without the place where she lives"), lines=4),
            PrintLine(say("What it did to her, as far as she wants it told"), lines=4),
            PrintLine(say("What she needs, and what she wants"), lines=3),
            PrintLine(say("What we propose"), lines=3),
            PrintLine(say("Needed by"), "due"),
        ),
        (READ_TO_HER,),
        (OURS, HER_SIGNATURE, INTERPRETER),
    ),
}
