"""What her plan says of how she may be reached, for whoever calls her from a case."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.before_calling import RuleToRead
from fanal.cases.queries.story_entries import ContactRule
from fanal.core.reintegration.lost import Standing, standing
from fanal.keys.ring import Ring
from fanal.reintegration import access
from fanal.reintegration.queries.facts import facts_of_each
from fanal.reintegration.queries.pages import ShownRules, shown_rules
from fanal.web.words import translated


def rules_of_plans(case: Case, user: User, ring: Ring) -> Iterator[RuleToRead]:
    """Yield what the plans of her people say, also of one that has ended: she is called all the
    same, after her case is closed or after a journey."""
    people = case.people.all()
    open_to = access.open_to(user, [person.id for person in people])
    plans = access.plans_of([person for person in people if person.id in open_to])
    facts, today = facts_of_each(plans.values()), timezone.localdate()
    for person in people:
        plan = plans.get(person.id)
        content = plan.try_unseal(ring) if plan else None
        if plan is None or content is None:
            continue
        rule = _in_words(shown_rules(plan, content, ring), standing(facts[plan.id], today))
        if rule.known:
            access.opened(user, person, ring=ring)
            address = reverse("reintegration:person", args=[person.id])
            said_on = date.fromisoformat(plan.coded.get("rules_on") or plan.made_on.isoformat())
            yield RuleToRead(person.code_name, address, rule, said_on)


def _in_words(rules: ShownRules, now: Standing) -> ContactRule:
    kept = rules.kept
    # Her no, or her death, comes before every way in which she might be reached.
    no = now if now in (Standing.REFUSED, Standing.DIED) else None
    never = [translated(no.sentence())] if no else []
    never += [_("never call")] if kept.get("never_call") else []
    ways = ", ".join(translated(way) for way in rules.ways)
    when = [ways, ", ".join(rules.when)] if rules.is_asked else [ways]
    return ContactRule(
        never=capfirst(", ".join(never)),
        when=" · ".join(filter(None, when)),
        may_answer="" if "safe_person" in rules.feared else str(kept.get("safe_person") or ""),
        code_word="",  # of a plan it is hers, to come back to us
        cover=str(kept.get("pretext") or ""),
    )
