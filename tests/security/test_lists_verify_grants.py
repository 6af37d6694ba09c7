"""What no team opens is listed to whoever was granted it: also to one of the team beside which it
is filed, no grant that nobody made shows a row."""

from django.utils import timezone

from fanal.accounts.joining import join
from fanal.accounts.models import Membership
from fanal.care import access as care
from fanal.colleagues import access, complaints, helper_access, helper_queries, helpers
from fanal.keys.models import Folder, Grant
from fanal.keys.queries import is_held_by
from tests import files
from tests.care.scene import scene, taken
from tests.security.planting import update


def forged(cast, folder, of, to):
    """The grant of one names another, and she is of the team beside which the folder is filed."""
    update(
        Grant,
        {"to_keys_id": cast.private[to.pk][0].pk},
        folder_id=folder,
        to_keys_id=cast.private[of.pk][0].pk,
    )
    team = Folder.objects.get(pk=folder).team
    if not Membership.objects.filter(user=to, team=team).exists():
        join(user=to, teams=[team])


def test_a_forged_grant_shows_no_care_file_and_no_question_to_a_health_worker(cast):
    here = scene(cast)
    asked, file = here.asked, taken(cast, here)
    other = cast.join("sengdao", "Sengdao Keo", "health_worker", "Bangkok")
    assert care.files_for(cast.ploy).count() == 1
    for row in (asked, file):
        forged(cast, row.id, cast.ploy, other)
        held = type(row).objects.filter(is_held_by("id", other))
        assert held.exists()  # says the database
    update(type(asked), {"to_id": other.pk}, id=asked.pk)
    for who in (other, cast.ploy):
        assert not care.files_for(who).exists()
        assert not care.requests_to(who).exists()


def test_a_forged_grant_shows_no_complaint_to_whom_it_concerns(cast):
    row = complaints.complain(concerns=[cast.noi], words="She shouts at us.", by=cast.rith)
    assert access.complaints_for(cast.claire).count() == 1
    forged(cast, row.folder, cast.claire, cast.noi)
    for who in (cast.noi, cast.claire):
        assert not access.complaints_for(who).exists()


def test_a_forged_grant_shows_no_helper_and_hides_nobody_who_came_later(cast):
    told = {"name": "Noy Keo", "languages": "lo", "phone": ""}
    row = helpers.add_helper(kind="interpreter", answers=told, **cast.acting(cast.noi))
    case, late = files.case(cast), cast.join("late", "Sina Prak", "case_worker", "Bangkok")
    assert [
        one.row
        for one in helper_queries.in_case(
            case, cast.sokha, cast.ring(cast.sokha), timezone.localdate()
        )
    ] == [row]
    forged(cast, row.folder, cast.sokha, late)
    for who in (late, cast.sokha):
        assert not helper_access.helpers_for(who).exists()
        assert helper_queries.in_case(case, who, cast.ring(who), timezone.localdate()) == []
        assert helper_access.not_held(cast.noi)[who] == [row.folder]
