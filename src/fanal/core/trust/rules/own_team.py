"""What speaks for and against sending our own people."""

from __future__ import annotations

from fanal.core.trust import capacity_rules
from fanal.core.trust.grounds import Effect, Rule
from fanal.core.trust.rules.sources import CONSENT, FOUNDING, IOM, RETURNS, WHO
from fanal.core.trust.situation import OwnTeam
from fanal.core.words import say

BLOCK, FIND_OUT, PRECAUTION, NOT_ON_FILE, AGAINST, IN_FAVOUR = Effect

OWN_TEAM: tuple[Rule[OwnTeam], ...] = (
    Rule(
        "too_few",
        BLOCK,
        capacity_rules.too_few,
        say("{team}: {n} can go; at least two must."),
        FOUNDING,
    ),
    Rule(
        "cannot",
        BLOCK,
        capacity_rules.cannot,
        say("{team} cannot do this: {purposes}."),
        IOM,
    ),
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
    Rule(
        "too_late",
        FIND_OUT,
        capacity_rules.too_late,
        say("Too late: {day} was the last day on which it helps. Find out what helps now."),
        FOUNDING,
    ),
    Rule(
        "no_permit",
        FIND_OUT,
        capacity_rules.no_permit,
        say("Find out how {team} can be permitted to work in {country} for as long as needed."),
        FOUNDING,
    ),
    Rule(
        "she_was_not_asked",
        PRECAUTION,
        capacity_rules.she_was_not_asked,
        say("Ask her as soon as she can speak freely, and before she is moved."),
        CONSENT,
    ),
    Rule(
        "some_stay_behind",
        PRECAUTION,
        capacity_rules.some_stay_behind,
        say("{who} does not go and is not told."),
        RETURNS,
    ),
    Rule(
        "comes_too_late",
        AGAINST,
        capacity_rules.comes_too_late,
        say("Days until {team} can be there: {n}, which is too late."),
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
    Rule(
        "comes_in_time",
        IN_FAVOUR,
        capacity_rules.comes_in_time,
        say("Days until {team} can be there: {n}."),
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
