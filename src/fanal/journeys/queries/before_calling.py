"""How those who travel may be reached, for whoever is about to ask how they are."""

from fanal.accounts.models import User
from fanal.cases.access import cases_for, cases_with
from fanal.cases.queries.before_calling import RULE, RuleToRead, before_calling, pages_of_rules
from fanal.journeys.models import Journey, Traveller
from fanal.keys.ring import Ring

MOST = 3  # cases: the rules of a busload stand on the page of each case


def before_calling_on(journey: Journey, user: User, ring: Ring) -> list[RuleToRead]:
    """Return every rule that holds; of many travellers only where each stands."""
    travelling = Traveller.objects.filter(journey=journey).order_by().values("case")
    cases = list(cases_for(user).filter(id__in=travelling).order_by("opened_on", "id"))
    if len(cases) > MOST:
        # As `before_calling`: whoever has no key to how she may be reached is not led there.
        return pages_of_rules(cases_with(user, RULE.compartment).filter(id__in=travelling))
    return [rule for case in cases for rule in before_calling(case, user, ring)]
