"""What is missing of a yes that was given for her: whose it was, and whose her age needs."""

from fanal.core.trust import disclosure_rules
from fanal.core.trust.grounds import Effect, Rule
from fanal.core.trust.rules.sources import VOICE
from fanal.core.words import say

FIND_OUT = Effect.FIND_OUT

VOICES: tuple[Rule[str], ...] = (
    Rule(
        "consent_void",
        FIND_OUT,
        disclosure_rules.consent_void,
        say(
            "The yes that {who} may {purpose} does not count: whoever gave it for her is part of"
            " the danger, or close to a suspect. Ask her, or another adult whom she trusts."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_giver_not_known",
        FIND_OUT,
        disclosure_rules.consent_giver_not_known,
        say(
            "Record who said yes that {who} may {purpose}: somebody around her who may have said "
            "it is part of the danger. Ask again and name whoever answers."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_carer_disputed",
        FIND_OUT,
        disclosure_rules.consent_carer_disputed,
        say(
            "It is disputed who may consent for her that {who} may {purpose}. Two colleagues "
            "decide in her best interests, and give the reason."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_no_carer",
        FIND_OUT,
        disclosure_rules.consent_no_carer,
        say(
            "Whoever said yes that {who} may {purpose} has no paper as guardian or temporary "
            "carer. Record the paper, or have two colleagues decide who consents for her."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_given_as_child",
        FIND_OUT,
        disclosure_rules.consent_given_as_child,
        say(
            "Ask her again, as an adult, whether {who} may {purpose}: the yes on file is from when"
            " she was a child."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_her_yes_missing",
        FIND_OUT,
        disclosure_rules.consent_her_yes_missing,
        say("Ask her too whether {who} may {purpose}: at her age her own yes is needed."),
        VOICE,
        tells=True,
    ),
    Rule(
        "consent_carer_missing",
        FIND_OUT,
        disclosure_rules.consent_carer_missing,
        say(
            "Ask whoever may consent for her as well whether {who} may {purpose} ({age}). If her "
            "age is known, record it first."
        ),
        VOICE,
        tells=True,
    ),
)
