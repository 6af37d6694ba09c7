"""What an erasure leaves, and why: tables that no foreign key joins to a person or a case, and
columns that hold an id of one without being a foreign key. A test knows of every other model."""

COLLEAGUES = "of colleagues, offices, teams and their keys"
PARTNERS = "of partners and areas"
APART = "of prevention, which knows nothing of people and cases and erases its own participants"
STAYS = {
    **dict.fromkeys(
        (
            "accounts.Office",
            "accounts.Team",
            "accounts.User",
            "accounts.Membership",
            "accounts.Invitation",
            "accounts.InvitationTeam",
            "accounts.TeamRemoval",
            "accounts.SignIn",
            "accounts.KnownBrowser",
            "accounts.BrowserToken",
            "accounts.Attempts",
            "keys.OrganisationKeys",
            "keys.UserKeys",
            "keys.TeamKey",
            "keys.TeamKeyHolder",
            "keys.Unlock",
            "keys.HalfSignIn",
            "people.EmergencyGroup",
            "people.SearchFolder",
            "cases.CalendarFeed",
            "organisation.OrganisationChange",
            "organisation.Succession",
            "sharing.TeamReach",
            "journeys.MailDue",
            "absences.StandIn",
            *(
                f"colleagues.{one}"
                for one in (
                    "Supervision",
                    "Qualification",
                    "SecurityIncident",
                    "IncidentNotice",
                    "IncidentNote",
                    "IncidentWords",
                    "Helper",
                    "HelperHours",
                    "StrainAnswer",
                )
            ),
            "rotation.KeyRotation",
        ),
        COLLEAGUES,
    ),
    **dict.fromkeys(
        (
            "partners.Area",
            "partners.AreaSuccession",
            "partners.Partner",
            "partners.Presence",
            "partners.Agreement",
            "partners.Tie",
            "partners.TrustFinding",
            "partners.Allowance",
            "services.ServiceOffer",
        ),
        PARTNERS,
    ),
    **dict.fromkeys(
        (
            "prevention.AdviceCallBack",
            "prevention.BothReal",
            "prevention.CapacityFact",
            "prevention.Community",
            "prevention.Course",
            "prevention.EarningLook",
            "prevention.Enrolment",
            "prevention.LookBack",
            "prevention.MigrationAdvice",
            "prevention.AreaObservation",
            "prevention.PreventionParticipant",
            "prevention.PreventionSession",
            "prevention.Scholarship",
            "prevention.ScholarshipPayment",
            "prevention.SchoolTerm",
            "prevention.SessionTests",
            "prevention.Volunteer",
            "prevention.VolunteerHours",
        ),
        APART,
    ),
    **dict.fromkeys(
        ("shelters.Shelter", "shelters.Bed", "shelters.NightCount"),
        "of our shelters; what a count found of her goes (NightAnswer), the count itself when its "
        "time is over",
    ),
    "colleagues.ColleagueComplaint": "of colleagues; what is said in it stays sealed",
    "shelters.HouseMeeting": "of a shelter, and of nobody by an id; it goes when its time is over",
    "shelters.Complaint": "of a shelter, and of nobody by an id; what is said in it stays sealed",
    **dict.fromkeys(
        ("funds.FundingGrant", "funds.BudgetLine", "funds.BudgetChange", "funds.ExchangeRate"),
        "of grants, their lines and rates, of no person",
    ),
    **dict.fromkeys(
        (
            "funds.AdvanceApproval",
            "funds.CashAdvance",
            "funds.FundFigure",
            "funds.GoodsInKind",
            "funds.GoodsMovement",
        ),
        "of advances to colleagues, goods and sums, of no person",
    ),
    "funds.PaymentCheck": "an answer by a code, so that a figure that was reported stays whole",
    "funds.MoneyMovement": "an amount, a token and words of finance, which knows neither name "
    "nor case, so that the accounts of a grant stay whole",
    "absences.TravelMode": "random ids of files that a colleague takes along, until she is back",
    "accounts.Refusal": "why a second person said no, until it was read; then a random id",
    "accounts.ToldOfDecision": "a random id, until the sweep sees that the decision is gone",
    "audit.JournalEntry": "the journal: ids and codes of what was done, never a word of anybody",
    "audit.JournalDay": "the entries of a day in short, with nothing that these do not tell",
    **dict.fromkeys(
        ("audit.JournalHead", "audit.JournalAlarm", "audit.HeadMail", "audit.ReadingNotice"),
        "the end of the journal and its mails",
    ),
    **dict.fromkeys(
        ("authority.Head", "authority.Ended"), "the ledger: random ids of rows that are over"
    ),
    "authority.RowFinding": "a row that somebody put in or changed by hand: evidence, under the "
    "server's key",
    "care.Licence": "of a questionnaire, of no person",
    "cases.SavedList": "filters of a colleague: codes of lists, no person",
    "cases.WatchList": "random ids of states to look at first, written anew with the next state",
    "cases.Operation": "an operation of many; what it holds of her goes (OperationPerson)",
    "coded_facts.StoredFact": "under a pseudonym; deleted with the last of whom is erased",
    "coded_facts.FactList": "by a keyed hash; deleted with the last of her",
    "coded_facts.CodedCase": "the random id of a case that is coded; deleted with the case",
    "figures.CodedLink": "under a pseudonym; of our own files the next sweep makes it anew "
    "without her",
    "figures.UploadedTable": "from outside, for at most seven days",
    "figures.LinksMadeOf": "a mark of counts: without her another, so the next sweep looks again",
    "figures.Estimating": "that an estimate is being worked out",
    "figures.Study": "which lists are counted",
    "figures.Snapshot": "an estimate that was published stays a number; by whom it counts is a "
    "keyed hash of a pseudonym",
    "keys.Draft": "sealed to its writer; one about her goes when its writer comes to the start "
    "page, else seven days after it was written",
    "partners.Pattern": "what somebody did protects others; the id of the case names a tombstone",
    "people.TakenCodeName": "a keyed hash, so that no code name is given twice",
    "registers.Comparing": "that the register of a team is being compared",
    "registers.Scorer": "weights learned from many answers",
    "registers.Exchange": "of two organisations",
    "registers.ExchangeSecret": "a list of a whole team, deleted when the exchange ends",
    "retention.Erasure": "the erasure itself, deleted when it ends",
    "retention.RegisterErasure": "of old rows of a shelter, of no person; deleted when it ends",
    "retention.Tombstone": "that there was a file: no word of what stood in it",
    "cases.RefusedFile": "a keyed hash by which the same file is refused again: of no case",
    "services.UrgentNeeds": "random ids of needs to look at first, written anew with the next need",
    "web.Answered": "an address with a random id, for seven days",
    "web.LastSweep": "of the timer",
    "web.LastProof": "of recovery sheets and mail",
}
# Columns that may hold the id of a person, case or signal, or of something in one, and are no
# foreign key; of models that go anyway, none is listed.
IDS = {
    "accounts.Refusal.about": STAYS["accounts.Refusal"],
    "accounts.ToldOfDecision.about": STAYS["accounts.ToldOfDecision"],
    "coded_facts.CodedCase.case": "deleted with the case",
    "funds.MoneyMovement.request": STAYS["funds.MoneyMovement"],
    "funds.PaymentCheck.request": STAYS["funds.PaymentCheck"],
    "journeys.TeamNotice.team": COLLEAGUES,
    "organisation.OrganisationChange.about": COLLEAGUES,
    "partners.Pattern.case": STAYS["partners.Pattern"],
    "people.SearchFolder.folder": COLLEAGUES,
    **dict.fromkeys(
        (
            "prevention.AdviceCallBack.folder",
            "prevention.EarningLook.folder",
            "prevention.Enrolment.folder",
            "prevention.PreventionParticipant.folder",
            "prevention.Scholarship.folder",
            "prevention.ScholarshipPayment.folder",
            "prevention.SchoolTerm.folder",
            "prevention.Volunteer.folder",
        ),
        APART,
    ),
    "registers.ExchangeSecret.folder": STAYS["registers.ExchangeSecret"],
    "retention.Erasure.about": STAYS["retention.Erasure"],
    "retention.Tombstone.erasure": STAYS["retention.Tombstone"],
}
