"""Who is asked to decide, and who reads what another team has: never one more than is needed."""

from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.cases.access import compartments_for
from fanal.cases.actions.emergencies import keep_out
from fanal.core.roles import Role
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.intake.access import signals_for, signals_to_read
from fanal.intake.actions import take_signal
from fanal.journeys.access import journeys_for
from fanal.journeys.access.board import shown_on_the_board
from fanal.journeys.access.journeys import closed_to
from fanal.partners.access import findings_to_confirm
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing import access
from fanal.sharing.access.deciding import files_to_approve, overrides_to_decide
from fanal.sharing.actions import partner_files, rules
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.sharing.scene import scene
from tests.sharing.transfers import agreed, told_case

EVERYBODY = ("sokha", "noi", "mai", "kham", "somchit", "linh", "huong", "claire", "duc", "vera")


def told(cast, found, ask):
    return {name for name in EVERYBODY if found in ask(getattr(cast, name))}


def without_consent(cast, here, by):
    return files.override(
        here.case,
        "She may be dead by tomorrow.",
        by=by,
        team=cast.vientiane,
        purpose=PartnerPurpose.KNOW_IDENTITY,
    )


def test_who_stands_in_a_team_without_its_work_reads_nothing_of_the_team(cast):
    """A lawyer is of no team; a row that says so gives her neither cases nor signals."""
    case = files.case(cast)
    signal = take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)
    Membership.objects.create(user=cast.mai, team=cast.bangkok, since=timezone.localdate())
    assert not compartments_for(cast.mai, case)
    assert not signals_for(cast.mai).exists()
    assert not signals_to_read(cast.mai).exists()
    assert told(cast, signal, signals_to_read) == {"sokha", "noi"}


def test_the_lead_of_the_team_that_would_be_told_does_not_agree_to_it(cast):
    """Noi asks and Claire must never know: leads elsewhere are asked, but not of Vientiane."""
    here = scene(cast)
    rules.never_tell(case=here.case, colleague=cast.claire, reason="Her aunt.", by=cast.sokha)
    row = without_consent(cast, here, by=cast.noi)
    assert told(cast, row, overrides_to_decide) == {"huong"}


def test_only_who_approves_is_asked_about_what_is_written_for_a_partner(cast):
    here = scene(cast)
    file = partner_files.open_partner_file(
        case=here.case,
        person=here.person,
        partner=here.shelter,
        area=here.area,
        fields=["journey"],
        agreed_on=timezone.localdate(),
        by=cast.noi,
    )
    partner_files.write_text(
        file=file, field="journey", text="Over the bridge.", version=0, **cast.acting(cast.noi)
    )
    now = timezone.localtime()
    assert told(cast, file, lambda user: files_to_approve(user, now)) == {"claire"}
    assert access.approvable_file_for(cast.claire, file.id) == file


def test_a_finding_that_was_taken_back_waits_for_nobody(cast):
    shelter = add_partner(kind="organisation", type="shelter", name="x", by=cast.noi)
    found = findings.record_finding(
        about=shelter, level="trusted", reliability="A", credibility="1", by=cast.noi
    )
    assert told(cast, found, findings_to_confirm)
    findings.withdraw(finding=found, by=cast.noi)
    assert told(cast, found, findings_to_confirm) == set()


def test_a_lawyer_who_reads_a_part_has_no_side_of_a_two_country_file(cast):
    here = told_case(cast)
    agreed(cast, here)
    files.let_in_lawyer(cast, here.case)
    assert access.sides_for(cast.sokha).exists()
    assert not access.sides_for(cast.mai).exists()


def test_of_another_team_s_journey_only_one_s_own_people_are_shown(cast):
    """Six are of Bangkok's case, and one more of a case in Vientiane."""
    here = journey_scene(cast)
    theirs = files.person(cast, by=cast.kham, team=cast.vientiane)
    row = here.journey.travellers.first()
    case = files.case(cast, people=[theirs], by=cast.kham, team=cast.vientiane)
    type(row).objects.filter(pk=row.pk).update(person=theirs, case=case)
    seen = {name: shown_on_the_board(getattr(cast, name), [here.journey]) for name in EVERYBODY}
    assert {who for _journey, who in seen["kham"]} == {str(theirs.id)}
    assert len(seen["sokha"]) == len(seen["claire"]) == len(here.people)
    assert seen["linh"] == {}


def test_a_conflict_with_somebody_else_of_her_case_closes_the_journey(cast):
    """He is kept out of another case of her sister: not of her file, but of the case she is in."""
    here = journey_scene(cast, n=2)
    cast.nok = cast.join("nok", "Nok", Role.CASE_WORKER, "Bangkok")
    traveller = here.journey.travellers.first()
    here.journey.travellers.exclude(pk=traveller.pk).delete()
    sister = next(person for person in here.people if person != traveller.person)
    other = files.case(cast, people=[sister])
    assert here.journey in journeys_for(cast.nok)
    keep_out(case=other, user=cast.nok, reason="a cousin", by=cast.noi)
    assert closed_to(cast.nok).filter(journey=here.journey).exists()
    assert here.journey not in journeys_for(cast.nok)
