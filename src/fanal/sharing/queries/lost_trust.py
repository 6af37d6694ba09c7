"""Referrals that were sent to a partner in whom trust has fallen since: read from the register when
it is asked, so that a finding of this minute is seen this minute.

The rules decide from all that is on file; the words come from what the reader may know.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.gate import GATE_RULES
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.partners import access as partners
from fanal.partners.queries.world import world
from fanal.people import linked_cases
from fanal.sharing.models import Referral
from fanal.sharing.queries.facts import HasId, classes_in, facts_of_each
from fanal.web.request_cache import once_a_page

THERE = (ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.IN_PROGRESS)
MAY_ANSWER = (*THERE, ReferralState.EXPIRED)  # also late
# Consent is recalled by itself (`actions.recalls`).
OF_TRUST = tuple(
    rule
    for rule in GATE_RULES
    if rule.effect in (Effect.BLOCK, Effect.FIND_OUT)
    and not rule.name.startswith(("consent_", "vital_"))
)
LOOK = say("{who} is not trusted any more for what was asked. Ask the director.")


@dataclass(frozen=True)
class FallenReferral:
    """A referral whose partner is trusted less. `sentences`: why, as far as the reader may know."""

    referral: Referral
    sentences: list[Sentence]


@once_a_page
def fallen_referrals(user: User, now: datetime) -> list[FallenReferral]:
    """Those of the cases whose story this user opens. In a constant number of queries."""
    readable = cases.cases_with(user, NARRATIVE).order_by().values("id")
    rows = Referral.objects.filter(state__in=THERE, case__in=readable).defer("sealed")
    return trusted_less(
        rows.select_related("case", "person", "partner").order_by("made_on", "id"), user, now
    )


def trusted_less(rows: Iterable[Referral], user: User, now: datetime) -> list[FallenReferral]:
    """Those of these whose partner is trusted less, whatever became of them: what it learned it
    still knows. In words that this user may read."""
    referrals = list(rows)
    if not referrals:
        return []
    on_file = world()
    seen = redacted_world(on_file, partners.hidden_from(user))
    facts = verified_facts_of_each([(referral.case, referral.person) for referral in referrals])
    fallen = []
    for row, about in zip(referrals, facts, strict=True):
        # Whether it fell is asked of all that is on file; the reader is shown only what she may
        # know of it.
        if any(_against(Situation(now, about, on_file, _need(row)), row)):
            grounds = _against(Situation(now, about, seen, _need(row)), row)
            fallen.append(
                FallenReferral(row, [ground.sentence for ground in grounds] or [_look(row)])
            )
    return fallen


def has_fallen(row: Referral, now: datetime) -> bool:
    """Whether its partner may still answer, and is trusted less than when it was sent."""
    if row.state not in MAY_ANSWER:
        return False
    (about,) = verified_facts_of_each([(row.case, row.person)])
    return any(_against(Situation(now, about, world(), _need(row)), row))


def _need(row: Referral) -> ServiceNeed:
    area = str(row.area_id) if row.area_id else None
    return ServiceNeed(
        frozenset({PartnerPurpose(row.purpose)}), area, tells=classes_in(row.classes)
    )


def _against(situation: Situation, row: Referral) -> Iterator[GateGround]:
    for rule in OF_TRUST:
        yield from rule.grounds(situation, str(row.partner_id))


def _look(row: Referral) -> Sentence:
    return Sentence(LOOK.template, {"who": row.partner.name})


def verified_facts_of_each(pairs: Collection[tuple[HasId, HasId]]) -> list[TrustCaseFacts]:
    """Return the facts as `facts_of_each` does; what leads from her case to another case of hers,
    with its warnings, was verified too."""
    facts = facts_of_each(pairs)
    cut = linked_cases.with_missing_links({case.id for case, _person in pairs})
    return [
        replace(facts_of_one, gone=facts_of_one.gone or case.id in cut)
        for (case, _person), facts_of_one in zip(pairs, facts, strict=True)
    ]
