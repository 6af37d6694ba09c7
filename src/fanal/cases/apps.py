from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fanal.cases"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended, device_lost
        from fanal.accounts.joining import joined_team
        from fanal.cases import coding, complaints
        from fanal.cases.actions import calendars, emergencies
        from fanal.cases.actions.age_changes import ask_again
        from fanal.cases.queries.age_changes import to_look_at_again
        from fanal.cases.queries.codes import codes_of
        from fanal.cases.queries.other_cases import cases_beside, people_of_case
        from fanal.people import cases_beside as beside
        from fanal.people.age_changes import CHANGED, LOOK_AGAIN
        from fanal.people.states import CODES

        account_ended.connect(calendars.is_over)
        device_lost.connect(calendars.is_over)
        joined_team.connect(emergencies.joined_team)
        CODES.append(codes_of)
        CHANGED.append(ask_again)
        LOOK_AGAIN.append(to_look_at_again)
        beside.CASES.append(cases_beside)
        beside.BY_CODE.append(people_of_case)
        coding.register_coders()
        complaints.register()
