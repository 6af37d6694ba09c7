"""Who would hear of her, and may they: the never-tell list, danger, trust, consent."""

from collections.abc import Iterator

from fanal.core.trust.consent import NO, TO_ASK, ConsentStanding
from fanal.core.trust.findings import PartnerFinding
from fanal.core.trust.grounds import MetCondition
from fanal.core.trust.reliance import (
    relied_on,
    speaking_for,
    stopped_by,
    trusted_by,
    trusted_otherwise,
)
from fanal.core.trust.situation import Situation
from fanal.core.trust.vocabulary import PartnerPurpose, TrustLevel, listed

# What she said, or two people for her: these count whatever is asked.
_ANSWERED = NO | {ConsentStanding.OVERRIDDEN}


def _who(situation: Situation, party: str) -> str:
    return situation.world.directory.name(party)


def never_told(situation: Situation, party: str) -> Iterator[MetCondition]:
    for body in situation.world.directory.chain(party):
        if body in situation.forbidden:
            yield MetCondition((body,), {"who": _who(situation, body)})


def warning_gone(situation: Situation, party: str) -> Iterator[MetCondition]:
    """Yield that a warning is gone: it may have been about this one, so nobody is in order until it
    is known again."""
    if situation.case.gone or situation.world.gone:
        yield MetCondition((), {"who": _who(situation, party)})


def told_through_a_third(situation: Situation, party: str) -> Iterator[MetCondition]:
    directory = situation.world.directory
    through = directory.hears(party)
    # Its own bodies are what `never_told` looks at: said here as well, one danger would be read
    # twice.
    own = set(directory.chain(party))
    for other in sorted(situation.forbidden & through.keys() - own):
        via = through[other] or party
        yield MetCondition(
            (other, via), {"who": _who(situation, other), "via": _who(situation, via)}
        )


def _stopping(
    situation: Situation, party: str, level: TrustLevel
) -> Iterator[tuple[PartnerFinding, PartnerPurpose]]:
    # A finding of danger stops several purposes at once and is still said once, for the lightest of
    # them.
    seen = set()
    for purpose in situation.asked:
        for finding in situation.stops(party, purpose):
            if finding.level is level and finding.id not in seen:
                seen.add(finding.id)
                yield finding, purpose


def _met_condition(
    situation: Situation, finding: PartnerFinding, purpose: PartnerPurpose
) -> MetCondition:
    return MetCondition(
        (finding.id,),
        {
            "who": _who(situation, finding.about),
            "purpose": purpose.label,
            "reasons": listed(sorted(finding.reasons)),
        },
    )


def dangerous(situation: Situation, party: str) -> Iterator[MetCondition]:
    for finding, purpose in _stopping(situation, party, TrustLevel.DANGEROUS):
        yield _met_condition(situation, finding, purpose)


def not_for_this(situation: Situation, party: str) -> Iterator[MetCondition]:
    for finding, purpose in _stopping(situation, party, TrustLevel.NOT_FOR_THIS):
        yield _met_condition(situation, finding, purpose)


def body_is_blocked(situation: Situation, party: str) -> Iterator[MetCondition]:
    """A block on the organisation holds for its units and contacts, unless allowed by name."""
    world = situation.world
    for body in world.directory.chain(party)[1:]:
        for purpose in situation.asked:
            if world.allowed_by_name(party, purpose, situation.need.area, situation.today):
                continue
            found = situation.stops(body, purpose)
            if found:
                yield _met_condition(situation, found[0], purpose)
                # One reason a body is enough: the heavier purposes would only repeat it.
                break


def body_is_blocked_and_this_one_allowed(
    situation: Situation, party: str
) -> Iterator[MetCondition]:
    world = situation.world
    for body in world.directory.chain(party)[1:]:
        allowed = [
            finding
            for purpose in situation.asked
            if world.allowed_by_name(party, purpose, situation.need.area, situation.today)
            for finding in situation.stops(body, purpose)
        ]
        if allowed:
            yield MetCondition((allowed[0].id,), {"body": _who(situation, body)})


def dangerous_otherwise(situation: Situation, party: str) -> Iterator[MetCondition]:
    for body in situation.world.directory.chain(party):
        for finding in situation.stops_elsewhere(body):
            reasons = listed(sorted(finding.reasons))
            yield MetCondition((finding.id,), {"who": _who(situation, body), "reasons": reasons})


def dangerous_member(situation: Situation, party: str) -> Iterator[MetCondition]:
    directory = situation.world.directory
    for member in sorted(directory.members(party)):
        found = [f for purpose in situation.asked for f in situation.stops(member, purpose)]
        danger = [finding for finding in found if finding.level is TrustLevel.DANGEROUS]
        if danger:
            yield MetCondition((danger[0].id,), {"who": _who(situation, member)})


def trust_unknown(situation: Situation, party: str) -> Iterator[MetCondition]:
    """Yield the purposes for which nothing on file counts, of whom nothing is known elsewhere."""
    unknown = _not_trusted_here(situation, party)
    if unknown and not trusted_otherwise(situation, party, unknown):
        yield _find_out(situation, party, unknown)


def trusted_elsewhere(situation: Situation, party: str) -> Iterator[MetCondition]:
    """Yield them of whom is trusted, in other places or for other purposes."""
    unknown = _not_trusted_here(situation, party)
    if unknown and trusted_otherwise(situation, party, unknown):
        yield _find_out(situation, party, unknown)


def _not_trusted_here(situation: Situation, party: str) -> list[PartnerPurpose]:
    # What is stopped needs no trust any more: to ask for some would invite somebody to say it, or
    # to go and ask around about whoever is dangerous to her.
    if _is_danger(situation, party):
        return []
    return [
        purpose
        for purpose in situation.asked
        if not trusted_by(situation, party, purpose) and not stopped_by(situation, party, purpose)
    ]


def _is_danger(situation: Situation, party: str) -> bool:
    """Whether they, or a body of theirs, must never hear of her or are dangerous for anything that
    is asked: then the rest of it is asked of nobody there."""
    if any(body in situation.forbidden for body in situation.world.directory.chain(party)):
        return True
    return any(
        finding.level is TrustLevel.DANGEROUS
        for purpose in situation.asked
        for finding in stopped_by(situation, party, purpose)
    )


def _find_out(situation: Situation, party: str, unknown: list[PartnerPurpose]) -> MetCondition:
    """Return what to find out, with the findings that do not count."""
    # The findings that do not count are its sources, so that whoever reads it sees what has expired
    # or waits for a second person.
    lapsed = {f.id for purpose in unknown for f in speaking_for(situation, party, purpose)}
    values = {"who": _who(situation, party), "purposes": listed(unknown)}
    return MetCondition(tuple(sorted(lapsed)), values)


def precautions(situation: Situation, party: str) -> Iterator[MetCondition]:
    seen = set()
    for finding in relied_on(situation, party):
        for precaution in finding.precautions:
            if precaution not in seen:
                seen.add(precaution)
                yield MetCondition((finding.id,), {"precaution": precaution})


def trusted(situation: Situation, party: str) -> Iterator[MetCondition]:
    for finding in relied_on(situation, party):
        scale = f"{finding.reliability}{finding.credibility}"
        values = {"who": _who(situation, finding.about), "scale": scale, "day": finding.said_on}
        yield MetCondition((finding.id,), values)


def review_overdue(situation: Situation, party: str) -> Iterator[MetCondition]:
    for body in situation.world.directory.chain(party):
        for finding in situation.world.about(body):
            due = finding.review_on
            if due is not None and due < situation.today:
                yield MetCondition((finding.id,), {"who": _who(situation, body), "day": due})


def _consents(situation: Situation, party: str, *states: ConsentStanding) -> Iterator[MetCondition]:
    """A yes that is missing is not asked of a missing person: `vital_interest` says what is."""
    for purpose in sorted(situation.need.purposes):
        if purpose is PartnerPurpose.FIND_MISSING and not _ANSWERED.intersection(states):
            continue
        for data_class in situation.told:
            word_of_hers = situation.consent(party, purpose, data_class)
            if word_of_hers.state in states:
                yield MetCondition(
                    word_of_hers.sources, {"who": _who(situation, party), "purpose": purpose.label}
                )
                break


def vital_interest(situation: Situation, party: str) -> Iterator[MetCondition]:
    """Yield that two people have to agree that her life or body is in danger: nobody
    asks a missing person."""
    if PartnerPurpose.FIND_MISSING in situation.need.purposes:
        words = (
            situation.consent(party, PartnerPurpose.FIND_MISSING, one) for one in situation.told
        )
        if any(word.state in TO_ASK for word in words):
            yield MetCondition((), {"who": _who(situation, party)})


def consent_refused(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.REFUSED)


def consent_dissent(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.DISSENT)


def consent_void(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.VOID)


def consent_giver_not_known(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.GIVER_NOT_KNOWN)


def consent_carer_disputed(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.CARER_DISPUTED)


def consent_no_carer(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.NO_CARER)


def consent_given_as_child(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.GIVEN_AS_CHILD)


def consent_her_yes_missing(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.HER_YES_MISSING)


def consent_carer_missing(situation: Situation, party: str) -> Iterator[MetCondition]:
    for hit in _consents(situation, party, ConsentStanding.CARER_MISSING):
        age = situation.case.of_consent.sentence()
        yield MetCondition(hit.sources, {**hit.values, "age": age})


def consent_withdrawn(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.WITHDRAWN)


def consent_expired(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.EXPIRED)


def consent_not_asked(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.NOT_ASKED)


def consent_overridden(situation: Situation, party: str) -> Iterator[MetCondition]:
    yield from _consents(situation, party, ConsentStanding.OVERRIDDEN)
