"""What speaks for and against asking a partner."""

from fanal.core.trust import capacity_rules, disclosure_rules
from fanal.core.trust.grounds import Effect, Rule
from fanal.core.trust.rules.proxy_consent import VOICES
from fanal.core.trust.rules.sources import (
    CONSENT,
    FOUNDING,
    IOM,
    MISSING,
    RETURNS,
    SCALE,
    VOICE,
    WHO,
)
from fanal.core.words import say

BLOCK, FIND_OUT, PRECAUTION, NOT_ON_FILE, AGAINST, IN_FAVOUR = Effect

# Every rule is asked, and each that holds is shown: whoever decides sees all the reasons at once,
# and not the first that was found. What `tells` guards the gate too (`trust.gate`).
PARTNER: tuple[Rule[str], ...] = (
    Rule(
        "never_told",
        BLOCK,
        disclosure_rules.never_told,
        say("{who} must never be told of this case."),
        WHO,
        tells=True,
    ),
    # A police station that is told tells its officers: a body passes on to its members, and a tie
    # tells both ways (`parties.py`).
    Rule(
        "told_through_a_third",
        BLOCK,
        disclosure_rules.told_through_a_third,
        say("{who} must never be told, and would hear of it through {via}."),
        WHO,
        tells=True,
    ),
    # Fails closed: a deleted warning could have been about anybody (ADR 9).
    Rule(
        "warning_gone",
        BLOCK,
        disclosure_rules.warning_gone,
        say(
            "Something that warned of somebody was deleted from outside: whether it was about {who}"
            " is not known."
        ),
        FOUNDING,
        tells=True,
    ),
    Rule(
        "dangerous",
        BLOCK,
        disclosure_rules.dangerous,
        say("{who} was found dangerous here if asked to {purpose}: {reasons}."),
        FOUNDING,
        tells=True,
    ),
    Rule(
        "not_for_this",
        BLOCK,
        disclosure_rules.not_for_this,
        say("{who} was found not fit here to {purpose}: {reasons}."),
        RETURNS,
        tells=True,
    ),
    # A part of a body is no way round a finding about the whole of it.
    Rule(
        "body_is_blocked",
        BLOCK,
        disclosure_rules.body_is_blocked,
        say("{who} is blocked here if asked to {purpose}, and so is this part of it."),
        RETURNS,
        tells=True,
    ),
    Rule(
        "consent_withdrawn",
        BLOCK,
        disclosure_rules.consent_withdrawn,
        say("She took back her consent that {who} may {purpose}."),
        CONSENT,
        tells=True,
    ),
    Rule(
        "consent_refused",
        BLOCK,
        disclosure_rules.consent_refused,
        say("She refused that {who} may {purpose}."),
        CONSENT,
        tells=True,
    ),
    # Apart from a refusal of hers: a yes that a caregiver gave does not lift it.
    Rule(
        "consent_dissent",
        BLOCK,
        disclosure_rules.consent_dissent,
        say(
            "The child said no to {who} being asked to {purpose}. Her no outweighs a yes given for"
            " her: talk with her again, or find another way with her."
        ),
        VOICE,
        tells=True,
    ),
    Rule(
        "nobody_there",
        BLOCK,
        capacity_rules.nobody_there,
        say("{who} has nobody in this area."),
        IOM,
    ),
    # No block: the partner may still do something else for her that is in time.
    Rule(
        "too_late",
        FIND_OUT,
        capacity_rules.too_late,
        say("Too late: {day} was the last day on which it helps. Find out what helps now."),
        FOUNDING,
    ),
    # No finding is no trust, and no suspicion either: find out.
    Rule(
        "trust_unknown",
        FIND_OUT,
        disclosure_rules.trust_unknown,
        say("Find out about {who}: nothing that is known counts for {purposes}."),
        SCALE,
        tells=True,
    ),
    # By the same name: what follows from it is the same.
    Rule(
        "trust_unknown",
        FIND_OUT,
        disclosure_rules.trusted_elsewhere,
        say(
            "Find out about {who}: found fit elsewhere or for something else, which does not count"
            " here for {purposes}."
        ),
        SCALE,
        tells=True,
    ),
    Rule(
        "consent_expired",
        FIND_OUT,
        disclosure_rules.consent_expired,
        say("Ask her again: her consent that {who} may {purpose} has expired."),
        CONSENT,
        tells=True,
    ),
    # Who is missing cannot be asked: vital interest takes the place of her consent, by two people.
    Rule(
        "vital_interest",
        FIND_OUT,
        disclosure_rules.vital_interest,
        say(
            "She is missing and cannot be asked. {who} may look for her once two people agree that"
            " her life or body is in danger."
        ),
        MISSING,
        tells=True,
    ),
    *VOICES,
    Rule(
        "consent_not_asked",
        FIND_OUT,
        disclosure_rules.consent_not_asked,
        say("Ask her whether {who} may {purpose}: there is no consent yet."),
        CONSENT,
        tells=True,
    ),
    # One ground for each precaution, in its own words: they differ from finding to finding.
    Rule(
        "precautions",
        PRECAUTION,
        disclosure_rules.precautions,
        say("{precaution}"),
        RETURNS,
        tells=True,
    ),
    Rule(
        "consent_overridden",
        PRECAUTION,
        disclosure_rules.consent_overridden,
        say("Her consent that {who} may {purpose} is overridden: tell what it needs, no more."),
        CONSENT,
        tells=True,
    ),
    # No block: trust is of each person and area, not of whole organisations (domain page, 6.1).
    Rule(
        "dangerous_member",
        PRECAUTION,
        disclosure_rules.dangerous_member,
        say("Keep it from {who}, who was found dangerous: agree who alone will know."),
        RETURNS,
        tells=True,
    ),
    # A finding holds where and for what it was made; elsewhere it warns.
    Rule(
        "dangerous_otherwise",
        PRECAUTION,
        disclosure_rules.dangerous_otherwise,
        say("{who} was found dangerous elsewhere or for something else: {reasons}."),
        RETURNS,
        tells=True,
    ),
    Rule(
        "allowed_by_name",
        PRECAUTION,
        disclosure_rules.body_is_blocked_and_this_one_allowed,
        say("Only this one is allowed, by name: nobody else of {body} may know."),
        RETURNS,
        tells=True,
    ),
    # Both words of the founding text: a presence, and an influence that is dangerous.
    Rule(
        "dangerous_and_strong_here",
        AGAINST,
        capacity_rules.dangerous_and_strong_here,
        say("{who} is dangerous and strong here: whoever is asked may be made to tell."),
        FOUNDING,
    ),
    Rule(
        "suspects_near",
        AGAINST,
        capacity_rules.suspects_near,
        say("A suspect of this case has been in this area."),
        WHO,
    ),
    Rule(
        "presence_not_on_file",
        NOT_ON_FILE,
        capacity_rules.presence_not_on_file,
        say("Whether {who} has anybody in this area is not known."),
        IOM,
    ),
    Rule(
        "alone_there",
        AGAINST,
        capacity_rules.alone_there,
        say("{who} is alone in this area: nobody else would see what happens."),
        RETURNS,
    ),
    Rule(
        "languages_not_on_file",
        NOT_ON_FILE,
        capacity_rules.languages_not_on_file,
        say("Which languages {who} speaks is not known."),
        IOM,
    ),
    Rule(
        "no_common_language",
        AGAINST,
        capacity_rules.no_common_language,
        say("{who} shares no known language with her."),
        IOM,
    ),
    Rule(
        "no_agreement",
        AGAINST,
        capacity_rules.no_agreement,
        say("There is no agreement with {who} for this."),
        IOM,
    ),
    Rule(
        "review_overdue",
        AGAINST,
        disclosure_rules.review_overdue,
        say("What is known of {who} was to be looked at again by {day}."),
        SCALE,
    ),
    Rule(
        "trusted",
        IN_FAVOUR,
        disclosure_rules.trusted,
        say("{who} was found fit on {day}, evidence {scale}, confirmed by a second person."),
        SCALE,
    ),
    Rule(
        "strong_there",
        IN_FAVOUR,
        capacity_rules.strong_there,
        say("{who} is strong in this area."),
        IOM,
    ),
    Rule(
        "agreement",
        IN_FAVOUR,
        capacity_rules.agreement,
        say("There is an agreement with {who} for this."),
        IOM,
    ),
)
