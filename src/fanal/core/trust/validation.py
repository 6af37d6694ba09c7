"""What a situation must hold together for: ids that exist, once each, and nothing said tomorrow."""

from collections import Counter

from fanal.core.errors import BadInput
from fanal.core.trust.proxy_consent import HERSELF, ROLES
from fanal.core.trust.situation import Situation
from fanal.core.words import say


def no_id_twice(where: str, ids: list[str]) -> None:
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise BadInput(where, say("{id} is there twice", id=repr(twice[0])))


def all_on_file(situation: Situation) -> None:
    """Check that all are on file: a misspelt id would leave a danger unseen. Raises BadInput."""
    world, case = situation.world, situation.case
    staff = {member for team in situation.teams for member in team.members}
    beside = {one.id for one in case.around}
    known = staff | set(world.directory.parties) | {suspect.id for suspect in case.suspects}
    named = [
        *(("case.never_tell", one) for one in sorted(case.never_tell)),
        *(("case.around", party) for one in case.around for party in sorted(one.parties)),
        *((f"findings.{finding.id}.about", finding.about) for finding in world.findings),
        *(("ties", end) for tie in world.directory.ties for end in (tie.one, tie.other)),
        *((f"teams.{t.id}.must_not_go", one) for t in situation.teams for one in t.must_not_go),
    ]
    for where, one in named:
        if one not in known and (where, one) not in {("case.never_tell", id) for id in beside}:
            raise BadInput(where, say("no partner or person {party}", party=repr(one)))
    for decision in case.decisions:
        if decision.speaker not in known | beside | ROLES:
            where = f"case.decisions.{decision.id}.speaker"
            raise BadInput(where, say("nobody {who} is known", who=repr(decision.speaker)))
    for consent in case.consents:
        if consent.given_by not in known | beside | ROLES | {HERSELF}:
            where = f"case.consents.{consent.id}.given_by"
            raise BadInput(where, say("nobody {who} is known", who=repr(consent.given_by)))


def nothing_said_tomorrow(situation: Situation) -> None:
    for finding in situation.world.findings:
        if finding.said_on > situation.today:
            raise BadInput(f"findings.{finding.id}.said_on", say("is after today"))
    for consent in situation.case.consents:
        if consent.on > situation.today:
            raise BadInput(f"case.consents.{consent.id}.on", say("is after today"))
    for decision in situation.case.decisions:
        if decision.on > situation.today:
            raise BadInput(f"case.decisions.{decision.id}.on", say("is after today"))
