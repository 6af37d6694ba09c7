"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "fanal.funds"
    label = "funds"

    def ready(self) -> None:
        from fanal.accounts.actions import TO_TAKE_OVER
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import ASKED
        from fanal.cases.templatetags.case_tabs import OF_APPS
        from fanal.core.casework.sections import Tab
        from fanal.core.words import say
        from fanal.funds import coding
        from fanal.funds.queries.hooks import (
            advance_in_hand,
            advances_today,
            funds_set_up,
            money_on_the_line,
            money_still_open,
            money_today,
        )
        from fanal.web.set_up import PROGRAMMES

        ASKED[money_today] = "SELECT 1 FROM funds_moneyrequest"
        ASKED[advances_today] = "SELECT 1 FROM funds_cashadvance"
        OF_APPS["money"] = (Tab.PLAN, say("Money"), "funds:case")
        OPEN.append(money_still_open)
        TO_TAKE_OVER.append(advance_in_hand)
        SOURCES.append(money_on_the_line)
        PROGRAMMES["funds"] = funds_set_up
        coding.register_coders()
        _on_a_transfer()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.funds import models
    from fanal.funds.queries.hooks import money_waits
    from fanal.sharing.queries.days_ahead import WAITING
    from fanal.sharing.queries.transfers import RECORDS

    RECORDS[models.MoneyRequest] = say("Requests for money")
    WAITING.append(money_waits)
