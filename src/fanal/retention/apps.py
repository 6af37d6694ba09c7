"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "fanal.retention"
    label = "retention"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.cases.queries.story import LAW
        from fanal.cases.queries.today.rows import ASKED
        from fanal.keys.drafts.closed_case_drafts import ERASED
        from fanal.prevention.actions.participants import forgotten
        from fanal.retention import actions
        from fanal.retention.actions.erased_rows import participant_forgotten
        from fanal.retention.queries import hooks

        ASKED[hooks.ended_today] = hooks.HELD
        ASKED[hooks.lapsed_today] = hooks.NOT_AGREED
        ASKED[hooks.erased_today] = hooks.ERASED
        ASKED[hooks.registers_unfinished] = hooks.REGISTERS
        LAW.append(hooks.holds_of_case)
        ERASED.append(hooks.erased_among)
        account_ended.connect(actions.account_ended)
        forgotten.connect(participant_forgotten)
