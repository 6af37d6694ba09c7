"""Who does what here, in plain words. A role never opens a file: a team or a grant does."""

from enum import StrEnum

from fanal.core.words import LabelledEnum, Sentence, say


class Permission(StrEnum):
    """One thing a role may do. Which case it may do it to is decided by team and by grant."""

    TAKE_SIGNALS = "take signals"
    WORK_CASES = "work on cases"
    LEAD_CASES = "lead cases"
    GRANT = "grant access"
    CLOSE_CASES = "close cases as second person"
    BREAK_GLASS = "open a case in an emergency"
    REVIEW_BREAK_GLASS = "review emergency openings"
    WORK_LEGAL = "work on the legal side"
    WORK_HEALTH = "keep health folders"
    WORK_SHELTERS = "work in a shelter"
    WORK_PREVENTION = "work with communities"
    WORK_FUNDS = "keep grants and payments"
    SEE_OVERVIEW = "see the overview"
    SEE_FIGURES = "see figures"
    WORK_PARTNERS = "keep the partners' directory"
    APPROVE_DISCLOSURE = "approve what leaves the house"
    MANAGE_ACCOUNTS = "manage accounts"
    READ_JOURNAL = "read the journal"


P = Permission


class Role(LabelledEnum):
    """The roles. One person has one."""

    CASE_WORKER = "case_worker", say("Case worker")
    TEAM_LEAD = "team_lead", say("Team lead")
    LAWYER = "lawyer", say("Lawyer")
    DIRECTOR = "director", say("Director")
    DATA_ANALYST = "data_analyst", say("Data analyst")
    ADMINISTRATOR = "administrator", say("Administrator")
    AUDITOR = "auditor", say("Auditor")
    HEALTH_WORKER = "health_worker", say("Health worker")
    SHELTER_WORKER = "shelter_worker", say("Shelter worker")
    PREVENTION_OFFICER = "prevention_officer", say("Prevention officer")
    FINANCE_OFFICER = "finance_officer", say("Finance officer")

    @property
    def description(self) -> Sentence:
        return DESCRIPTIONS[self]

    @property
    def needs_passkey(self) -> bool:
        """Whether a code of an app is not enough at sign-in: it can be phished, a passkey cannot.

        For whoever lets people in or lets something out of the organisation (OWASP
        ASVS 5.0, 6.3.3).
        """
        return bool(self.permissions & LETS_IN_OR_OUT)

    @property
    def agreed_to_by(self) -> Permission | None:
        """What a second person holds who agrees that somebody comes in with this role.

        None where the administrator lets her in alone: nothing of the work is to be seen.
        """
        if self.permissions & LOOKS_ACROSS:
            return P.SEE_OVERVIEW
        return P.APPROVE_DISCLOSURE if self.permissions & WORKS else None

    @property
    def permissions(self) -> frozenset[Permission]:
        return PERMISSIONS[self]


DESCRIPTIONS = {
    Role.CASE_WORKER: say("Takes calls and works on the cases of the team."),
    Role.TEAM_LEAD: say("Leads the cases of the team: grants access, closes, reviews."),
    Role.LAWYER: say("Works on the legal side of the cases granted, without the medical side."),
    Role.DIRECTOR: say(
        "Sees the overview, approves what leaves the organisation; opens what is granted."
    ),
    Role.DATA_ANALYST: say("Sees coded figures, never a name or a story."),
    Role.ADMINISTRATOR: say("Invites people and ends accounts; opens no case."),
    Role.AUDITOR: say("Reads the journal; opens no case."),
    Role.HEALTH_WORKER: say("Keeps the health folders; the case sees what she releases."),
    Role.SHELTER_WORKER: say("Works in our shelter: stays, nights, visits; opens no case."),
    Role.PREVENTION_OFFICER: say("Works with communities and scholars; opens no case."),
    Role.FINANCE_OFFICER: say("Keeps grants, receipts and payments; sees no name."),
}

# Who reads the counts of the whole organisation, in which nothing small is told apart; a lead reads
# them beside those of her own team.
READS_NUMBERS = frozenset({P.SEE_OVERVIEW, P.SEE_FIGURES})
# What shows, without a key, something of the whole organisation; and of a team, or of its partners.
LOOKS_ACROSS = frozenset({P.SEE_OVERVIEW, P.SEE_FIGURES, P.READ_JOURNAL})
WORKS = frozenset(
    {P.TAKE_SIGNALS, P.WORK_CASES, P.WORK_LEGAL, P.WORK_PARTNERS}
    | {P.WORK_HEALTH, P.WORK_SHELTERS, P.WORK_PREVENTION, P.WORK_FUNDS}
)
LETS_IN_OR_OUT = frozenset({P.GRANT, P.APPROVE_DISCLOSURE, P.MANAGE_ACCOUNTS})

_WORK = frozenset({P.TAKE_SIGNALS, P.WORK_CASES, P.BREAK_GLASS, P.WORK_PARTNERS})

PERMISSIONS = {
    Role.CASE_WORKER: _WORK,
    Role.TEAM_LEAD: _WORK
    | {P.LEAD_CASES, P.GRANT, P.CLOSE_CASES, P.REVIEW_BREAK_GLASS, P.APPROVE_DISCLOSURE},
    Role.LAWYER: frozenset({P.WORK_LEGAL, P.WORK_PARTNERS}),
    Role.DIRECTOR: frozenset(
        {P.SEE_OVERVIEW, P.SEE_FIGURES, P.APPROVE_DISCLOSURE, P.REVIEW_BREAK_GLASS, P.WORK_PARTNERS}
    ),
    Role.DATA_ANALYST: frozenset({P.SEE_FIGURES}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_ACCOUNTS}),
    Role.AUDITOR: frozenset({P.READ_JOURNAL}),
    Role.HEALTH_WORKER: frozenset({P.WORK_HEALTH}),
    Role.SHELTER_WORKER: frozenset({P.WORK_SHELTERS}),
    Role.PREVENTION_OFFICER: frozenset({P.WORK_PREVENTION}),
    Role.FINANCE_OFFICER: frozenset({P.WORK_FUNDS}),
}


def roles_that(*permissions: Permission) -> list[Role]:
    """The roles that hold one of these permissions, in their order."""
    return [role for role in Role if role.permissions & {*permissions}]
