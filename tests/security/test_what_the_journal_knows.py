"""What is certified at the upgrade or after an attack: each row that an action here made is known to
the journal, in every table that decides; one that was put in or changed is named, and no other."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from fanal.accounts.models import TeamRemoval, User
from fanal.authority import genuine_rows
from fanal.authority.attested import name_of
from fanal.authority.tables import table
from fanal.cases.models import BreakGlass, Case, Closure
from fanal.keys.actions import renew
from fanal.keys.certifying import unknown
from fanal.keys.models import Folder, Grant, TeamKeyHolder
from fanal.organisation.models import OrganisationChange
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_agreement, add_partner, merge
from fanal.partners.models import Agreement, Allowance, Partner, TrustFinding
from fanal.people.actions import emergencies, merges
from fanal.people.models import EmergencyGroup, Person
from fanal.sharing.actions import rules
from fanal.sharing.models import Approval, NeverTell, Override
from tests import files, ids
from tests.cast import Cast
from tests.security.house import build
from tests.security.planting import update
from tests.security.test_authority_certifying import as_before_this_version
from tests.security.world import what_was_decided
from tests.shares import some

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """One of everything that is attested, once for this file; each test is undone, it at the end."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        ids.in_order(patch)  # tests take the first row of each table
        try:
            cast = Cast.make()
            here = build(cast)
            what_was_decided(cast, here)
            _by_two(cast)
            yield here
        finally:
            call_command("flush", interactive=False, verbosity=0)


def _by_two(cast):
    noi = cast.acting(cast.noi)
    twin = files.person(cast)
    merges.decide(keep=files.person(cast), other=twin, same=True, reason="The same scar.", **noi)
    emergencies.make_emergency_group(
        name="Emergencies", office=cast.bangkok.office, members=[], **noi
    )
    add_agreement(
        partner=TrustFinding.objects.first().about,
        title="Beds",
        purposes=["escort"],
        signed_on=timezone.localdate(),
        by=cast.noi,
    )
    findings.allow_too(allowance=Allowance.objects.get(), by=cast.claire)
    rules.override_too(row=Override.objects.filter(second=None).first(), by=cast.noi)
    rules.end_never_tell(row=NeverTell.objects.get(), by=cast.noi)


@pytest.fixture
def house(built):
    genuine_rows.forget()
    genuine_rows.run()
    return built


def test_each_row_that_an_action_made_is_known(house):
    as_before_this_version()
    assert unknown() == []


def test_where_nothing_was_changed_nothing_is_asked(house):
    update(
        User, {"display_name": "Somebody"}, id=User.objects.get(email="vera@fanal.example").pk
    )  # an account is known
    assert unknown() == []


CHANGED = [
    (Approval, "by_id"), (Approval, "case_id"), (Approval, "partner_id"),
    (Override, "first_id"), (Override, "partner_id"), (Override, "second_id"),
    (NeverTell, "ended_by_id"),
    (Agreement, "partner_id"),
    (TrustFinding, "said_by_id"), (TrustFinding, "confirmed_by_id"),
    (TeamRemoval, "by_id"), (TeamRemoval, "user_id"), (TeamRemoval, "team_id"),
    (OrganisationChange, "by_id"), (OrganisationChange, "wanted"),
    (Person, "made_by_id"), (Person, "team_id"), (Person, "merged_into_id"),
    (Case, "made_by_id"), (Case, "team_id"), (Closure, "asked_by_id"),
    (BreakGlass, "user_id"), (BreakGlass, "case_id"),
    (Allowance, "first_id"), (Allowance, "second_id"), (Allowance, "partner_id"),
    (EmergencyGroup, "team_id"),
    (Grant, "folder_id"), (Grant, "to_keys_id"), (Grant, "generation"), (Grant, "compartments"),
    (TeamKeyHolder, "granter_id"), (Folder, "generation"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "column"), some(CHANGED, "changed", 8))
def test_a_row_that_was_changed_is_named_and_no_other(house, model, column):
    row = some_row(model, column)
    update(model, {column: another(row, column)}, id=row.pk)
    assert unknown() == [(table(model), name_of(model._base_manager.get(pk=row.pk)))]


def some_row(model, column):
    """A genuine one that is not over, and says something there."""
    rows = model._base_manager.exclude(**{column: None}).order_by("pk")
    return rows.filter(revoked=None).first() if model is Grant else rows.first()


def another(row, column):
    """What nobody of us would have said there."""
    held = getattr(row, column)
    if isinstance(held, int):
        return held + 1
    if isinstance(held, str):
        return "legal" if held == "medical" else "medical"
    named = [
        getattr(row, field.attname) for field in row._meta.concrete_fields if field.related_model
    ]
    others = type(row)._meta.get_field(column).related_model._base_manager
    return others.exclude(pk__in=[one for one in named if one]).last().pk


def test_keys_of_a_generation_that_the_folder_has_not_are_named(house):
    folder = Folder.objects.get(pk=house.case.pk)
    _keys, generation = renew(folder.pk)
    later = Grant.objects.filter(folder=folder, generation=generation)
    update(Folder, {"generation": generation - 1}, id=folder.pk)
    as_before_this_version()
    assert {name for name, _row in unknown()} == {"keys_grant"}
    assert {row for _name, row in unknown()} == {name_of(grant) for grant in later}


def test_a_partner_that_took_another_over_by_hand_is_named_and_by_an_action_is_not(house):
    noi = User.objects.get(email="noi@fanal.example")
    one, into, other = (
        add_partner(name=name, kind="organisation", type="shelter", by=noi)
        for name in ("Before", "After", "Another")
    )
    merge(partner=one, into=into, by=noi)
    as_before_this_version()
    assert unknown() == []
    update(Partner, {"merged_into_id": other.pk}, id=one.pk)
    assert unknown() == [(table(Partner), name_of(Partner.objects.get(pk=one.pk)))]
