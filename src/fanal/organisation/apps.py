"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig

SUCCESSIONS = "SELECT 1 FROM organisation_succession WHERE done_on IS NULL"


class OrganisationConfig(AppConfig):
    name = "fanal.organisation"
    label = "organisation"

    def ready(self) -> None:
        from fanal.accounts.actions import ASKED_OF_ACCOUNT, SEALED_BY_NAME, account_ended
        from fanal.cases.queries.today.rows import ASKED
        from fanal.colleagues.lost_devices import IN_HAND
        from fanal.organisation import actions
        from fanal.organisation.actions import stand_ins, travel
        from fanal.organisation.queries import pages, sealed_by_name
        from fanal.organisation.queries.hooks import (
            cases_without_her,
            closings_today,
            left_alone_today,
            stood_in_for_today,
        )

        for module in (actions, stand_ins, travel):
            account_ended.connect(module.account_ended)
        SEALED_BY_NAME.append(sealed_by_name.said_of)
        ASKED_OF_ACCOUNT.append(pages.asked_of_account)
        IN_HAND.append(cases_without_her)
        ASKED[sealed_by_name.handed_on_today] = SUCCESSIONS
        ASKED[closings_today] = "SELECT 1 FROM organisation_organisationchange"
        ASKED[stood_in_for_today] = ""
        ASKED[left_alone_today] = ""
