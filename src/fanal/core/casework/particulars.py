"""What only some kinds of case ask: surrogacy, marriage, children, images, debts, work, the sea,
scam compounds. As data, like every kind of entry; `topics` says which case asks which.

One entry is what one source says: who says so stands in each, and several may disagree.

Sources of the questions: surrogacy and the child, programmes of Cambodia since 2018 (AP, BBC) and
Hague Conference, *Parentage / Surrogacy*; marriage, Joint general recommendation No. 31 CEDAW and
No. 18 CRC; images, ECPAT *Terminology Guidelines* (2016); debts and work, the eleven ILO indicators
of forced labour (2012) and ILO *Guidelines concerning the measurement of forced labour* (2018); the
sea, ILO Work in Fishing Convention No. 188; compounds, OHCHR *Online Scam Operations* (2023).
"""

from fanal.core.casework.amounts import CURRENCIES
from fanal.core.casework.fields import EntryKind, Field, amount, choice, day, long, text, yes_no
from fanal.core.casework.sections import Section
from fanal.core.casework.state_entries import SAID_BY
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say

CURRENCY = choice("currency", say("Currency"), CURRENCIES)
WHO = text("who", say("Name of who says so"))


def _kind(code: str, part: Compartment, title: Sentence, *fields: Field) -> EntryKind:
    return EntryKind(code, Section.PARTICULARS, part, title, fields)


# Asked once, so that an answer can ask for what the kind of the case does not.
ALSO = _kind(
    "also",
    Compartment.NARRATIVE,
    say("What else it is about"),
    yes_no("surrogacy", say("Does or did she carry a child for others?")),
    yes_no("marriage", say("Is there a marriage, or is one planned, that she did not choose?")),
    yes_no("children", say("Does she have a child, or is she expecting one?")),
    yes_no("images", say("Are there intimate images of her, or does somebody threaten with them?")),
    yes_no("money", say("Are there debts, or work that was not paid?")),
    yes_no("sea", say("Did she work on a boat at sea?")),
    yes_no("compound", say("Was she held where people are forced to scam others online?")),
)
SURROGACY = _kind(
    "surrogacy",
    Compartment.NARRATIVE,
    say("Surrogacy"),
    choice(
        "contract",
        say("The contract"),
        (
            ("hers", say("written, and she has a copy")),
            ("not_shown", say("written, and she has no copy")),
            ("language", say("in a language that she does not read")),
            ("spoken", say("spoken only")),
            ("none", say("none")),
        ),
    ),
    text("clinic", say("Clinic or doctor, and where")),
    choice(
        "egg",
        say("Whose egg it is"),
        (
            ("hers", say("her own")),
            ("intended", say("of the woman who wants the child")),
            ("donor", say("of somebody else")),
        ),
    ),
    day("birth_due", say("Expected day of birth"), ahead=True),
    text("holds", say("Who has the child now, or will take it")),
    long("wish", say("What she wants for the child, in her own words")),
    SAID_BY,
    WHO,
    amount("promised", say("Money that was promised")),
    amount("paid", say("Money that she received")),
    CURRENCY,
)
MARRIAGE = _kind(
    "marriage",
    Compartment.LEGAL,
    say("Marriage"),
    choice(
        "form",
        say("Form of the marriage"),
        (
            ("registered", say("registered with an authority")),
            ("religious", say("religious")),
            ("custom", say("by custom")),
            ("planned", say("planned, not yet concluded")),
            ("none", say("none: she is only called a wife")),
        ),
    ),
    day("on", say("Since which day")),
    yes_no("may_leave", say("May she leave the house alone?")),
    yes_no("residence", say("Does her right to stay depend on the husband?")),
    text("custody", say("Children of the marriage, and with whom they live")),
    text("annulment", say("Annulment or divorce: asked where, and when")),
    SAID_BY,
    WHO,
    amount("price", say("Price or dowry that was paid")),
    CURRENCY,
    text("paid_to", say("To whom it was paid")),
)
CHILD = _kind(
    "child_born",
    Compartment.NARRATIVE,
    say("Child born, or expected"),
    day("born_on", say("Born on")),
    text("born_where", say("Born where")),
    choice(
        "registered",
        say("The birth is registered"),
        (
            ("no", say("nowhere")),
            ("asked", say("asked for, no answer yet")),
            ("one", say("in one country")),
            ("two", say("in both countries")),
        ),
    ),
    text("nationality", say("Nationality, or none")),
    choice(
        "father",
        say("The father"),
        (
            ("known", say("known, and no danger")),
            ("danger", say("known, and part of the danger")),
            ("unknown", say("not known to her")),
            ("not_named", say("she does not want to name him")),
        ),
    ),
    text("who_has", say("Who has the child now")),
    SAID_BY,
    WHO,
    text("may_take", say("Who may fetch the child, and who never")),
    yes_no("breast_fed", say("Does she breast-feed?")),
    text("parents_in_law", say("Who is a parent by law, in which country")),
)
IMAGES = _kind(
    "images",
    Compartment.NARRATIVE,
    say("Intimate images"),
    choice(
        "state",
        say("The images"),
        (
            ("threat", say("somebody threatens; nobody has seen any")),
            ("exist", say("exist, and were not shown to others")),
            ("circulating", say("circulate")),
            ("asked", say("removal was asked for")),
            ("removed", say("were removed")),
            ("back", say("came back after they were removed")),
        ),
    ),
    text("platform", say("Platform"), say("Its name only: never a link, never an image.")),
    text("account", say("Account that shows them, or that threatens")),
    day("asked_on", say("Day on which removal was asked for")),
    text("answer", say("Number of the request, and the answer")),
    text("threatened", say("Who else was threatened or received them")),
    SAID_BY,
    WHO,
    yes_no("hashed", say("Are they on a list by which platforms recognise images?")),
    yes_no("school", say("Was the school told, with her yes?")),
    text("asks", say("What is demanded of her")),
)
DEBT = _kind(
    "debt",
    Compartment.FINANCE,
    say("Debt, fine or ransom that is claimed"),
    amount("amount", say("Amount")),
    CURRENCY,
    choice(
        "what_for",
        say("What the debt is for"),
        (
            ("travel", say("travel and papers")),
            ("recruitment", say("recruitment or placement")),
            ("keep", say("food, housing, clothes")),
            ("fine", say("fines at work")),
            ("overstay", say("fine for overstaying")),
            ("ransom", say("ransom, or the price of leaving")),
            ("family", say("debt of the family")),
            ("sold", say("she was sold on with it")),
            ("other", say("something else")),
        ),
    ),
    text("to_whom", say("Claimed by whom")),
    text("interest", say("Interest"), say("As it was said: so much a day, a month, a year.")),
    SAID_BY,
    WHO,
    day("since", say("Since which day")),
    long("remarks", say("What else was said of it")),
)
WORK = _kind(
    "work",
    Compartment.FINANCE,
    say("Work and pay"),
    text("employer", say("Employer, and where")),
    day("first", say("First day of work")),
    day("last", say("Last day of work")),
    amount("agreed", say("Pay that was agreed")),
    choice(
        "per",
        say("Pay for"),
        (
            ("hour", say("an hour")),
            ("day", say("a day")),
            ("week", say("a week")),
            ("month", say("a month")),
            ("piece", say("a piece or a customer")),
            ("trip", say("a trip or a season")),
        ),
    ),
    CURRENCY,
    SAID_BY,
    WHO,
    amount("paid", say("Paid in all")),
    amount("owed", say("Not paid, in all")),
    amount("deducted", say("Deducted from the pay, in all")),
    text("deducted_for", say("What was it deducted for")),
    text("hours", say("Hours a day")),
    text("days", say("Days a week")),
)
SEA = _kind(
    "sea",
    Compartment.NARRATIVE,
    say("Work at sea"),
    text("vessel", say("Name and number of the vessel, as seen")),
    text("flag", say("Flag, and port")),
    text("captain", say("Captain, owner, crew leader")),
    text("recruiter", say("Recruiter, and number of the licence")),
    text("months", say("Longest time without going ashore")),
    text("aboard", say("Who is still aboard")),
    SAID_BY,
    WHO,
    yes_no("papers_held", say("Were the papers kept by the captain or the owner?")),
    text("hurt", say("Injured, ill or lost at sea: who, when")),
)
COMPOUND = _kind(
    "compound",
    Compartment.NARRATIVE,
    say("Scam compound"),
    text("name", say("Name of the compound or company, and town")),
    text("task", say("What people were made to do")),
    text("held_by", say("Who held the passport, and its number if known")),
    choice(
        "left",
        say("How the place was left"),
        (
            ("inside", say("still inside")),
            ("ransom", say("after a ransom was paid")),
            ("fled", say("fled")),
            ("raid", say("in a raid")),
            ("sold", say("sold on to another place")),
            ("released", say("let go")),
        ),
    ),
    text("others", say("Who is still inside")),
    text("proofs", say("Messages or screenshots that exist, and who keeps them")),
    SAID_BY,
    WHO,
    yes_no("punished", say("Were people punished for not reaching a number?")),
    text("entry", say("Stamp of entry and length of the overstay")),
)
PARTICULARS = (ALSO, SURROGACY, MARRIAGE, CHILD, IMAGES, DEBT, WORK, SEA, COMPOUND)
