"""Partners to offer for a choice: fit ones first, others greyed, and none that must not know.

The gate decides; this only keeps a slip of the finger from naming her to the wrong one.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.trust import disclosure_rules
from fanal.core.trust.findings import FindingStatus
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.situation import ServiceNeed, Situation
from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.directory import PartnerTrust, trust_in
from fanal.partners.queries.world import world
from fanal.sharing.queries.facts import facts_of

NO_SERVICE = frozenset({"employer"})
type Group = tuple[str, list[tuple[str, str]]]


def by_fit(case: Case, user: User) -> tuple[list[Group], frozenset[str]]:
    """Return the partners for this case as groups of choices, and which of them are greyed. Left
    out: employers, whoever must never know of her or would tell, whoever was found dangerous."""
    where = _situation(case, user)
    fit: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    rows = partners.partners_for(user).filter(merged_into=None)
    for partner in sorted(rows, key=lambda row: row.name.casefold()):
        if not _left_out(where, partner):
            group = fit if _trusted(where, str(partner.id)) else others
            group.append((str(partner.id), partner.name))
    groups = [(_("Found fit"), fit), (_("Find out about them first"), others)]
    shown = [group for group in groups if group[1]]
    return shown, frozenset(key for key, _name in others)


def _situation(case: Case, user: User) -> Situation:
    on_file = world(partners.known_ties(user))
    person = case.people.order_by("id")[:1].get()  # a case concerns somebody
    situation = Situation(
        timezone.localtime(), facts_of(case, person), on_file, ServiceNeed(frozenset())
    )
    return redacted_for(situation, partners.hidden_from(user))


def _left_out(where: Situation, partner: Partner) -> bool:
    party = str(partner.id)
    return (
        partner.type in NO_SERVICE
        or any(disclosure_rules.never_told(where, party))
        or any(disclosure_rules.told_through_a_third(where, party))
        or TrustLevel.DANGEROUS in _levels(where, party)
    )


def _trusted(where: Situation, party: str) -> bool:
    if any(disclosure_rules.warning_gone(where, party)):
        return False
    return trust_in(where.world, party, where.now) in {PartnerTrust.TRUSTED, PartnerTrust.WITH_CARE}


def _levels(where: Situation, party: str) -> set[TrustLevel]:
    """Return what counts today about this one and the bodies it belongs to."""
    return {
        finding.level
        for body in where.world.directory.chain(party)
        for finding in where.world.about(body)
        if where.standing(finding) is FindingStatus.IN_FORCE
    }
