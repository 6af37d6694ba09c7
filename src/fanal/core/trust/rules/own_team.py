"""What speaks for and against sending our own people."""

from fanal.core.trust import capacity_rules, travel_requirements
from fanal.core.trust.grounds import Effect, Rule
from fanal.core.trust.rules.sources import CHILD, CONSENT, FOUNDING, IOM, RETURNS, SAFE, WHO
from fanal.core.trust.situation import OwnTeam
from fanal.core.words import say

BLOCK, FIND_OUT, PRECAUTION, NOT_ON_FILE, AGAINST, IN_FAVOUR = Effect

# Going ourselves is one option among those of partners, weighed by the same effects: the founding
# text has staff cross where a partner is dangerous, not wherever it is easier.
OWN_TEAM: tuple[Rule[OwnTeam], ...] = (
    # Two at least: nobody is alone with her, or alone when it goes wrong.
    Rule(
        "too_few",
        BLOCK,
        capacity_rules.too_few,
        say("{team}: {n} can go; at least two must."),
        FOUNDING,
    ),
    Rule("cannot", BLOCK, capacity_rules.cannot, say("{team} cannot do this: {purposes}."), IOM),
    Rule(
        "she_said_no",
        BLOCK,
        capacity_rules.she_said_no,
        say("She does not want {team} to {purpose}."),
        CONSENT,
    ),
    Rule(
        "crossing_closed",
        BLOCK,
        capacity_rules.crossing_closed,
        say("The crossing {crossing} is closed."),
        IOM,
    ),
    # A child who is taken without a ground in law is abducted, whoever does it (Cambodia 2008,
    # article 8).
    Rule(
        "no_lawful_ground",
        BLOCK,
        travel_requirements.no_lawful_ground,
        say("There is no lawful ground on which {team} may take a child."),
        CHILD,
    ),
    Rule(
        "lawful_ground_not_known",
        FIND_OUT,
        travel_requirements.lawful_ground_not_known,
        say(
            "Find out on which lawful ground {team} may take a child: her guardian, a court, the "
            "authority for children where she is, or her consulate."
        ),
        CHILD,
    ),
    # First to find out: a place is not safe since nobody wrote down that it is dangerous.
    Rule(
        "danger_to_us_to_find_out",
        FIND_OUT,
        travel_requirements.danger_to_us_to_find_out,
        say("Find out how dangerous the place is to our own people: {who} is alone there."),
        SAFE,
    ),
    # The safety of colleagues is decided by two people and not by whoever is most willing to go.
    Rule(
        "danger_not_accepted",
        FIND_OUT,
        travel_requirements.danger_not_accepted,
        say("The place is dangerous to our own people: two people decide whether {team} goes."),
        SAFE,
    ),
    Rule(
        "too_late",
        FIND_OUT,
        capacity_rules.too_late,
        say("Too late: {day} was the last day on which it helps. Find out what helps now."),
        FOUNDING,
    ),
    # To find out and no block: permits can be asked for, and her time may be shorter.
    Rule(
        "no_permit",
        FIND_OUT,
        capacity_rules.no_permit,
        say("Find out how {team} can be permitted to work in {country} for as long as needed."),
        FOUNDING,
    ),
    # A precaution, since somebody who is locked in cannot be asked before the door is open.
    Rule(
        "she_was_not_asked",
        PRECAUTION,
        capacity_rules.she_was_not_asked,
        say("Ask her as soon as she can speak freely, and before she is moved."),
        CONSENT,
    ),
    # A colleague who must not know of her stays behind, and hears nothing of the journey.
    Rule(
        "some_stay_behind",
        PRECAUTION,
        capacity_rules.some_stay_behind,
        say("{who} does not go and is not told."),
        RETURNS,
    ),
    # Only where necessity is the ground: until somebody competent knows, nobody else has agreed to
    # it.
    Rule(
        "told_at_once",
        PRECAUTION,
        travel_requirements.told_at_once,
        say(
            "Tell the authority for children, or her consulate, at once that she is with us; save "
            "whom and when."
        ),
        CHILD,
    ),
    Rule(
        "danger_accepted",
        PRECAUTION,
        travel_requirements.danger_accepted,
        say("It is dangerous to our own people: agree on a way out, and on an hour to call in."),
        SAFE,
    ),
    Rule(
        "danger_to_us_not_known",
        NOT_ON_FILE,
        travel_requirements.danger_to_us_not_known,
        say("How dangerous the place is to our own people is not known."),
        SAFE,
    ),
    # Against, and no block: that she can wait is an estimate of ours.
    Rule(
        "she_can_wait",
        AGAINST,
        travel_requirements.she_can_wait,
        say("She can wait where she is; going there is dangerous."),
        SAFE,
    ),
    Rule(
        "comes_too_late",
        AGAINST,
        capacity_rules.comes_too_late,
        say("{team} can be there {when} at the earliest, which is too late."),
        FOUNDING,
    ),
    Rule(
        "team_languages_not_on_file",
        NOT_ON_FILE,
        capacity_rules.team_languages_not_on_file,
        say("Which languages {team} speaks is not known."),
        WHO,
    ),
    Rule(
        "team_needs_an_interpreter",
        AGAINST,
        capacity_rules.team_needs_an_interpreter,
        say("{team} shares no known language with her: take an interpreter who is known."),
        WHO,
    ),
    Rule(
        "suspects_near",
        AGAINST,
        capacity_rules.suspects_near,
        say("A suspect of this case has been in this area."),
        WHO,
    ),
    # In favour, and said aloud: leaving somebody where she is is a decision too, with a cost of its
    # own.
    Rule(
        "leaving_her_may_kill",
        IN_FAVOUR,
        travel_requirements.leaving_her_may_kill,
        say("Her life is at risk where she is."),
        FOUNDING,
    ),
    Rule(
        "leaving_her_costs",
        IN_FAVOUR,
        travel_requirements.leaving_her_costs,
        say("What is done to her goes on as long as she stays there."),
        FOUNDING,
    ),
    Rule(
        "lawful_ground_known",
        IN_FAVOUR,
        travel_requirements.lawful_ground_known,
        say("There is a lawful ground on which she may be taken."),
        CHILD,
    ),
    # With a day, so that it can be compared with the last day on which it helps.
    Rule(
        "comes_in_time",
        IN_FAVOUR,
        capacity_rules.comes_in_time,
        say("{team} can be there {when}."),
        FOUNDING,
    ),
    Rule(
        "team_speaks_her_language",
        IN_FAVOUR,
        capacity_rules.team_speaks_her_language,
        say("{team} speaks her language."),
        IOM,
    ),
)
