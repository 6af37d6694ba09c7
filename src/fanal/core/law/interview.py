"""How an interview goes: the rules first, then pages of a few questions that belong together, in a
language in which all of them are worded.

The ten rules are the World Health Organization's Ethical and Safety Recommendations for
Interviewing Trafficked Women (Zimmerman and Watts 2003, ISBN 92-4-154625-5); 8 to 10 are worded
from general knowledge. A language is offered when every question that may be asked is worded in it
and somebody answers for the wording. Nobody is asked in half a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.vocabulary import LAW, Code, vocabulary
from fanal.core.words import LabelledEnum, Sentence, say

RULES: dict[str, Sentence] = {
    "do_no_harm": say("Do no harm: if it may put her in danger, do not interview."),
    "know_the_risks": say("Know the matter and the risks of this place and this day."),
    "have_help_ready": say("Have addresses of help ready, and promise nothing you cannot keep."),
    "prepare_interpreters": say("The interpreter and colleagues are chosen, prepared and safe."),
    "confidential": say("Nobody overhears, and she knows who will read what is written."),
    "informed_consent": say("She has agreed to talk, knowing what for, and may say no."),
    "listen": say("Listen to her own judgement of her situation and her risks."),
    "do_not_retraumatise": say("Ask nothing that makes her live it again; stop when she tires."),
    "be_ready": say("Be ready to act at once if she says she is in danger now."),
    "good_use": say("What she tells is put to good use, for her and for others."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Three to six questions that belong together."""

    key: str
    title: Sentence
    codes: tuple[str, ...]


PAGES = (
    Page(
        "beginning",
        say("How it began"),
        ("recruited", "procured", "deception", "enticement", "fraud", "payment_to_controller"),
    ),
    Page(
        "journey", say("The journey"), ("transported", "sent", "fetched", "transferred", "received")
    ),
    Page(
        "taken",
        say("Taken or handed over"),
        ("abducted", "abduction", "taken_from_custody", "sold", "bought"),
    ),
    Page("kept", say("Where she was kept"), ("harboured", "hidden", "detained", "lent", "hired")),
    Page(
        "pressure",
        say("Pressure"),
        ("threat_of_force", "force", "other_coercion", "family_threatened", "drugged"),
    ),
    Page(
        "control",
        say("Control"),
        (
            *("confined", "documents_withheld", "authorities_threatened"),
            *("debt_bondage", "earnings_taken", "necessities_withheld"),
        ),
    ),
    Page(
        "position",
        say("People with power over her"),
        ("abuse_of_power", "abuse_of_vulnerability", "disguised_marriage", "disguised_adoption"),
    ),
    Page(
        "work",
        say("What it was for: work"),
        ("forced_labour", "servitude", "begging", "forced_criminality"),
    ),
    Page(
        "person",
        say("What it was for: the person"),
        ("prostitution_of_others", "profit_from_sale", "slavery", "forced_marriage"),
    ),
    Page(
        "body",
        say("What it was for: body and child"),
        ("organ_removal", "illegal_adoption", "abuse_of_trust"),
    ),
    Page("around", say("Who did it"), ("organised_group", "official_involved", "by_staff_of_aid")),
)

# Never put as questions: a source other than herself may say them, and so may she.
TOLD_PAGES = (
    Page(
        "told_force",
        say("Recorded if she tells of it: force"),
        (
            *("sexual_aggression", "sexual_intrusion_forced", "sexual_intrusion_unequal"),
            *("child_pleasure_of_older", "sexual_slavery"),
        ),
    ),
    Page(
        "told_use",
        say("Recorded if she tells of it: what else"),
        ("pornography", "other_sexual_exploitation", "pregnancy_caused", "surrogacy", "consented"),
    ),
)


class WordingState(LabelledEnum):
    """The state of the wording in a language, by who has read the questions."""

    AUTHORS = "authors", say("worded by the authors")
    REVIEWED = "reviewed", say("read by a native speaker")
    AWAITS_REVIEW = "awaits_review", say("not yet read by a native speaker")

    @property
    def is_sure(self) -> bool:
        """Whether somebody who speaks the language answers for the wording."""
        return self is not WordingState.AWAITS_REVIEW


@dataclass(frozen=True, slots=True)
class QuestionLanguage:
    """A language of the questions under its own name."""

    code: str
    name: str
    state: WordingState


@cache
def question_languages() -> tuple[QuestionLanguage, ...]:
    """Return the languages in which she can be asked, in the order of the file."""
    return offered(shipped(LAW, "question_languages.toml"), vocabulary())


def offered(
    rows: Mapping[str, Mapping[str, str]], codes: Mapping[str, Code]
) -> tuple[QuestionLanguage, ...]:
    """Return the languages in `rows` in which every question that may be asked is worded."""
    return tuple(
        QuestionLanguage(code, row["name"], WordingState(row["state"]))
        for code, row in rows.items()
        # Those that are never put as questions need no wording: what she tells of is recorded by
        # us.
        if all(entry.question.get(code) for entry in codes.values() if entry.asked == "yes")
    )


def state_of_wording(code: str) -> WordingState | None:
    """Return who has read the questions in this language; None where she cannot be asked in it."""
    return next(
        (language.state for language in question_languages() if language.code == code), None
    )
