"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fanal.cases"

    def ready(self) -> None:
        # Imported here, as models can be only once all apps are loaded.
        from django.db.models.signals import post_delete

        from fanal.accounts.actions import TO_TAKE_OVER, account_ended, device_lost
        from fanal.accounts.joining import joined_team
        from fanal.authority import certifying
        from fanal.authority.queries import GONE_ELSEWHERE
        from fanal.cases import coding, complaints
        from fanal.cases.actions import emergencies, lists
        from fanal.cases.actions.age_changes import ask_again
        from fanal.cases.models import case_days
        from fanal.cases.models.case_marks import TABLE
        from fanal.cases.queries import changed_cases
        from fanal.cases.queries.age_changes import to_look_at_again
        from fanal.cases.queries.codes import codes_of
        from fanal.cases.queries.colleagues import cases_in_hand
        from fanal.cases.queries.other_cases import cases_beside, people_of_case
        from fanal.cases.queries.today.rows import ASKED
        from fanal.people import related_cases as beside
        from fanal.people.age_changes import CHANGED, LOOK_AGAIN
        from fanal.people.related_cases import CODES

        certifying.CERTIFIED_ELSEWHERE.append(changed_cases.certify_cases)
        GONE_ELSEWHERE.append((TABLE, changed_cases.changed_outside))
        post_delete.connect(case_days.no_longer_counted, "cases.CaseDays")
        account_ended.connect(lists.is_over)
        device_lost.connect(lists.is_over)
        TO_TAKE_OVER.append(cases_in_hand)
        joined_team.connect(emergencies.joined_team)
        ASKED[changed_cases.changed_today] = ""
        CODES.append(codes_of)
        CHANGED.append(ask_again)
        LOOK_AGAIN.append(to_look_at_again)
        beside.CASES.append(cases_beside)
        beside.BY_CODE.append(people_of_case)
        coding.register_coders()
        complaints.register()
        _tell_of_refusals()
        _tell_of_emergencies()


def _tell_of_refusals() -> None:
    from django.utils.translation import gettext_lazy

    from fanal.accounts.refusals import CLOSED, NEWS, OPENED_NO_MORE
    from fanal.cases.actions.cases import GIVEN_ON
    from fanal.cases.queries.today.refused import closed_to, opened_no_more, refused_today
    from fanal.cases.queries.today.rows import ASKED

    ASKED[refused_today] = "SELECT 1 FROM accounts_refusal WHERE read_on IS NULL"
    CLOSED.append(closed_to)
    NEWS[GIVEN_ON] = gettext_lazy("Your case was handed over")
    OPENED_NO_MORE.append(opened_no_more)


def _tell_of_emergencies() -> None:
    from fanal.cases.queries.today.refused import emergencies_today
    from fanal.cases.queries.today.rows import ASKED
    from fanal.cases.ways_in import EVER_OPENED_IN_ONE

    ASKED[emergencies_today] = EVER_OPENED_IN_ONE
