"""What a print of each paper says: what is known is filled in, the rest stays blank to write on.

Plain texts for an organisation to start from, no form of an authority: where one has its own, that
one is used. A lawyer of the country reads it before it goes out; the sheet says so.
"""

from collections.abc import Mapping

from fanal.core.papers.court_prints import COURT_PRINTS
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.print_parts import (
    AUTHORITY,
    BORN,
    HER_SIGNATURE,
    INTERPRETER,
    LAWYER,
    NAME,
    NATIONALITY,
    NUMBER,
    OURS,
    READ_TO_HER,
    PrintLine,
)
from fanal.core.papers.print_parts import PrintText as PrintText
from fanal.core.papers.return_prints import RETURN_PRINTS
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import say

PRINTS: Mapping[PaperKind, PrintText] = {
    **COURT_PRINTS,
    **RETURN_PRINTS,
    PaperKind.GUARDIANSHIP: PrintText(
        say("Request for a guardian"),
        (
            say(
                "The child named below is here without anybody who may lawfully decide for the "
                "child and is no danger. We ask for a guardian, for a time or for good."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            NATIONALITY,
            NUMBER,
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
        (
            say(
                "We ask to register the birth of the child named below. A child has a right to it "
                "whatever the papers of the mother; article 7 of the Convention on the Rights of "
                "the Child."
            ),
        ),
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
    PaperKind.POWER_OF_ATTORNEY: PrintText(
        say("Power of attorney"),
        (say("I give power to the person named below to act for me in the matter named below."),),
        (
            NAME,
            BORN,
            NATIONALITY,
            PrintLine(say("Power is given to: name, profession, address of the office"), "body"),
            PrintLine(say("In this matter, before this body"), "matter", 2),
            # To receive her money is asked by itself.
            PrintLine(
                say(
                    "What may be done: read the file, file requests, be present, receive "
                    "money for me (yes or no)"
                ),
                lines=2,
            ),
            PrintLine(say("Valid until"), "until"),
        ),
        (say("I can take it back at any time, by word or in writing."), READ_TO_HER),
        (HER_SIGNATURE, say("Who receives the power: signature, day"), INTERPRETER),
    ),
    PaperKind.MEDICAL_CERTIFICATE: PrintText(
        say("Medical certificate"),
        # No test is a condition of help, of a stay or of a return (domain page on the programmes,
        # 4.3).
        (
            say(
                "For the doctor to fill in. Only what she agreed to is examined and written; she "
                "may refuse any part. No test is a condition of help."
            ),
        ),
        (
            NAME,
            BORN,
            PrintLine(say("Examined on, at which hour, by whom, where"), lines=2),
            PrintLine(say("Purpose, and what she agreed to"), lines=2),
            PrintLine(say("What she says happened, in her words"), lines=2),
            PrintLine(say("Findings of the examination"), lines=4),
            PrintLine(say("How far it agrees with what she says"), lines=2),
            PrintLine(say("Treatment, next visit"), lines=2),
        ),
        (READ_TO_HER,),
        (say("Doctor: name, number, signature, day"), HER_SIGNATURE),
        (DataClass.MEDICAL,),
    ),
    PaperKind.AGE_ASSESSMENT: PrintText(
        say("Certificate of an age assessment"),
        (
            say(
                "An age assessment is the last resort, when papers and people who know her leave "
                "doubt. While there is doubt she is treated as a child. The result is a range, "
                "never one number."
            ),
        ),
        (
            NAME,
            PrintLine(say("Age or birth as known until now"), "born"),
            PrintLine(say("Papers and people that were asked first, and what they say"), lines=3),
            PrintLine(say("Assessed on, by whom, by which methods"), lines=2),
            PrintLine(say("Who was present and spoke for her")),
            # A range, as the rules have it (Council of Europe Convention, article 10(3): a child
            # while in doubt).
            PrintLine(say("Youngest and oldest age that is possible, and how sure")),
            PrintLine(say("What remains in doubt"), lines=2),
        ),
        (READ_TO_HER,),
        (say("Who assessed: name, profession, signature, day"), HER_SIGNATURE),
        (DataClass.LEGAL, DataClass.MEDICAL),
    ),
    PaperKind.REFLECTION_NOTICE: PrintText(
        say("Notice of a recovery and reflection period"),
        (
            say(
                "In this time you can rest, be treated, speak with a lawyer, and decide whether "
                "you want to speak with the authorities. You need not decide now, and are helped "
                "whatever you decide."
            ),
        ),
        (
            PrintLine(say("For"), "name"),
            PrintLine(say("Granted by"), "body"),
            NUMBER,
            PrintLine(say("Period: from"), "reflection_from"),
            PrintLine(say("Period: until"), "reflection_until"),
            PrintLine(say("By which rule"), "reflection_rule"),
            PrintLine(say("Whom you can ask: name, telephone"), lines=2),
        ),
        (
            say("In this time you must not be sent out of the country."),
            say(
                "It can end early only for reasons that the authority must tell you in writing; a "
                "lawyer can object."
            ),
        ),
        (say("For the authority: name, signature, day"), HER_SIGNATURE, INTERPRETER),
    ),
    PaperKind.NON_PUNISHMENT: PrintText(
        say("Request not to punish a victim of trafficking"),
        (
            say(
                "The person named below is charged, or may be, with acts that she was made to do "
                "while she was held, or that follow directly from it. We ask not to prosecute, and "
                "to end what has begun."
            ),
        ),
        (
            AUTHORITY,
            NAME,
            BORN,
            NUMBER,
            PrintLine(say("The acts, with their days"), "charged", 3),
            PrintLine(say("How she was made to do them"), lines=4),
            PrintLine(say("The rule that protects her: law, article"), lines=2),
            PrintLine(say("Recognised as a victim by, on; or asked for, on"), lines=2),
        ),
        (
            say(
                "We ask that she is not held with those who are accused, that no fine is taken "
                "for her entry or stay, and that nothing of it is put on record."
            ),
        ),
        (LAWYER, OURS),
    ),
    PaperKind.IMAGE_REMOVAL: PrintText(
        say("Request to remove images"),
        (
            say(
                "On the platform named below stand intimate images of a person who did not agree "
                "to it. We ask to remove them, to keep them from coming back, and to keep the data "
                "of the account for the police. No image is enclosed."
            ),
        ),
        (
            # No links and no images: never stored and never sent (domain page on the programmes,
            # 0.6).
            PrintLine(say("Platform"), "platform"),
            PrintLine(say("Account"), "account"),
            PrintLine(say("Day on which removal was asked for"), "images_asked"),
            PrintLine(say("The person is a child: yes or no")),
            NUMBER,
            PrintLine(say("Report to the police or a hotline: where, number, day"), lines=2),
        ),
        (
            say(
                "Please do not answer with the images or with links to them, and do not tell the "
                "account who asked."
            ),
        ),
        (OURS,),
        (DataClass.NARRATIVE,),
        # The platform does not learn who she is.
        names=False,
    ),
}
# What may be wrong with a text that nobody of that country has read.
TO_READ_FIRST = say(
    "A text to start from. Where the authority has a form of its own, use that one. A lawyer of "
    "the country reads it before it goes out."
)
