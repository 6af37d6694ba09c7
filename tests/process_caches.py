"""Every `ProcessCache` of the application: a test begins with all of them empty."""

from functools import cache

from fanal.processes.process_cache import ProcessCache


@cache
def every() -> tuple[ProcessCache, ...]:
    from fanal.cases.queries import at_risk, late_number, states_version
    from fanal.cases.queries.today import months
    from fanal.journeys.queries import in_danger, open_people
    from fanal.partners.queries import partner_names, unsafe_partners
    from fanal.people import lost_rows, name_packs
    from fanal.protection.queries import unsettled_all
    from fanal.reintegration.queries import missed_contacts

    kept = (
        at_risk, in_danger, late_number, missed_contacts, months, open_people, partner_names,
        unsafe_partners, unsettled_all,
    )  # fmt: skip
    named = states_version._partners, lost_rows._missing, name_packs._lost
    return *(one._kept for one in kept), *named, unsettled_all._events, in_danger._of_reach
