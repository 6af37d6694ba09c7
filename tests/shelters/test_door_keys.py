"""Keys of the door of a shelter: who has one, who left with one, and a lost one until the lock is new."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.colleagues.actions import report
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput, Refused
from fanal.shelters.actions import door_keys, places
from fanal.shelters.actions.closing import close_shelter
from fanal.shelters.models import Incident, Shelter
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.security.planting import row_of, update
from tests.shelters.scene import again, second_staff, sleeps, woman

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHANGE = "A key of the door is lost: change the lock"
NOBODY = "A key of the door is lost, and nobody has changed the lock"
OPEN = "and the lock has not been changed"


def page(cast, who, name, *ids):
    answer = files.browser(cast, who).get(reverse(name, args=ids))
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def rows(cast, who):
    asked = asked_in_shelters(who, timezone.localtime())
    return [row.title for row in asked if "key of" in row.title]


def gives(cast, here, to=None, words=""):
    door_keys.give_key(shelter=here.shelter, to=to, words=words, by=cast.noi)
    return again(here.shelter).door_keys[-1].number


def loses(cast, here, ago=0, **more):
    told = {"words": "Left in a taxi.", "on": timezone.localdate() - ago * DAY}
    door_keys.lose_key(shelter=here.shelter, **cast.acting(cast.rith), **told | more)


def test_who_has_one_is_read_by_whoever_works_there_and_no_other(cast, here):
    gives(cast, here, cast.rith)
    gives(cast, here, words="The owner of the house")
    text = page(cast, cast.rith, "shelters:door_keys", here.shelter.id)
    assert "Rith Keo" in text
    assert "The owner of the house" in text
    address = reverse("shelters:door_keys", args=[here.shelter.id])
    for who in (cast.sokha, cast.kham, cast.anan):
        assert files.browser(cast, who).get(address).status_code == 404


def test_only_the_lead_gives_one_takes_it_back_and_changes_the_lock(cast, here, rith, noi):
    give, lock = (
        reverse(f"shelters:{name}", args=[here.shelter.id]) for name in ("give_key", "lock_changed")
    )
    assert rith.get(give).status_code == rith.get(lock).status_code == 404
    assert noi.post(give, {"to": str(cast.rith.pk), "on": "2026-01-01"}).status_code == 302
    (key,) = again(here.shelter).door_keys
    back = reverse("shelters:key_back", args=[here.shelter.id, key.number])
    assert rith.post(back).status_code == 404
    assert noi.post(back).status_code == 302
    assert not again(here.shelter).door_keys


def test_a_key_is_of_somebody_and_nobody_has_two(cast, here):
    with pytest.raises(BadInput, match="who else has it"):
        gives(cast, here)
    gives(cast, here, cast.rith)
    with pytest.raises(BadInput, match="has one already"):
        gives(cast, here, cast.rith)


def test_what_was_given_back_is_not_given_back_again(cast, here):
    number = gives(cast, here, cast.rith)
    door_keys.take_back(shelter=here.shelter, number=number, by=cast.noi)
    with pytest.raises(Refused, match="answered meanwhile"):
        door_keys.take_back(shelter=here.shelter, number=number, by=cast.noi)
    assert gives(cast, here, cast.rith) > number


def test_of_a_colleague_who_left_with_one_the_lead_is_told(cast, here):
    dara = second_staff(cast, here)
    gives(cast, here, dara)
    gives(cast, here, cast.rith)
    assert not rows(cast, cast.noi)
    places.let_go(shelter=here.shelter, one=dara, by=cast.noi)
    assert rows(cast, cast.noi) == ["Works there no more and has a key of the door: Dara Sok"]
    text = page(cast, cast.noi, "shelters:door_keys", here.shelter.id)
    assert text.count("works there no more: get it back, or change the lock") == 1


def test_so_she_is_when_the_account_of_a_colleague_has_ended(cast, here):
    gives(cast, here, cast.rith)
    end_account(user=cast.rith, by=cast.anan)
    text = page(cast, cast.noi, "cases:today")
    assert "Works there no more and has a key of the door: Rith Keo" in text


def test_one_that_is_lost_is_said_by_the_staff_and_read_by_everybody_there_at_once(
    cast, here, rith
):
    stay = sleeps(cast, here)
    number = gives(cast, here, cast.rith)
    told = {"number": str(number), "on": str(timezone.localdate()), "words": "Left in a taxi."}
    lost = reverse("shelters:key_lost", args=[here.shelter.id])
    assert rith.get(lost).context["form"].initial["number"] == str(number)
    assert rith.post(lost, told).status_code == 302
    sweep(timezone.localtime())
    assert not again(here.shelter).door_keys
    assert cast.noi.email in {address for one in mail.outbox for address in one.to}
    assert not [one for one in mail.outbox if "taxi" in one.body]
    assert OPEN in page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    assert OPEN in page(cast, cast.rith, "shelters:door_keys", here.shelter.id)
    assert OPEN in page(cast, cast.sokha, "journeys:board")
    assert OPEN in page(cast, cast.sokha, "journeys:print_board")
    assert OPEN not in page(cast, cast.kham, "journeys:board")
    assert rows(cast, cast.noi) == [CHANGE]
    (hers,) = rows(cast, cast.sokha)
    assert hers.startswith("a key of the door of her shelter is lost: call Noi")
    assert stay.person.code_name in page(cast, cast.sokha, "cases:today")


def test_of_several_who_sleep_there_one_row_is_told(cast, here):
    hers = sleeps(cast, here)
    other = sleeps(cast, here, here.beds[1], *woman(cast))
    loses(cast, here)
    assert rows(cast, cast.sokha) == [
        "A key of the door of their shelter is lost: call Noi Saetang"
    ]
    both = sorted(one.person.code_name for one in (hers, other))
    assert ", ".join(both) in page(cast, cast.sokha, "cases:today")


def test_the_direction_reads_it_from_the_day_after_on_and_whom_to_call(cast, here):
    loses(cast, here)
    assert not rows(cast, cast.claire)
    loses(cast, here, ago=1)
    assert rows(cast, cast.claire) == [NOBODY]
    numbers = page(cast, cast.claire, "shelters:numbers")
    assert "nobody has changed the lock" in numbers
    assert "Who has the lock changed: Noi" in numbers
    assert "taxi" not in numbers


def test_with_a_new_lock_all_is_calm_and_who_has_a_key_of_it_is_proposed(cast, here, noi):
    dara = second_staff(cast, here)
    kept, other = gives(cast, here, cast.rith), gives(cast, here, dara)
    places.let_go(shelter=here.shelter, one=dara, by=cast.noi)
    loses(cast, here, ago=2)
    lock = reverse("shelters:lock_changed", args=[here.shelter.id])
    assert noi.get(lock).context["form"].initial["given"] == [str(kept)]
    with pytest.raises(BadInput, match="before the other one"):
        door_keys.change_lock(
            shelter=here.shelter, given=[], on=timezone.localdate() - 3 * DAY, by=cast.noi
        )
    told = {"on": str(timezone.localdate()), "given": [str(kept)]}
    assert noi.post(lock, told).status_code == 302
    assert [key.number for key in again(here.shelter).door_keys] == [kept] != [other]
    assert not rows(cast, cast.noi) + rows(cast, cast.claire)
    assert OPEN not in page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    assert "lock changed on" in page(cast, cast.noi, "shelters:door_keys", here.shelter.id)


def test_a_key_of_the_new_lock_is_proposed_for_nobody_whose_telephone_was_taken(cast, here):
    owner = gives(cast, here, words="The owner of the house")
    gives(cast, here, cast.rith)
    report(kind="device_taken", on=timezone.localdate(), by=cast.rith)
    address = reverse("shelters:lock_changed", args=[here.shelter.id])
    form = files.browser(cast, cast.noi).get(address).context["form"]
    assert form.initial["given"] == [str(owner)]
    assert len(form.fields["given"].choices) == 2


def test_a_key_that_was_lost_after_the_lock_was_changed_opens_the_new_one(cast, here):
    today = timezone.localdate()
    loses(cast, here, ago=9)
    loses(cast, here, ago=1)
    door_keys.change_lock(shelter=here.shelter, given=[], by=cast.noi, on=today - 5 * DAY)
    assert again(here.shelter).open_since == today - DAY
    assert CHANGE in rows(cast, cast.noi)
    door_keys.change_lock(shelter=here.shelter, given=[], by=cast.noi)
    assert again(here.shelter).open_since is None


@pytest.mark.parametrize("words", ["", "The owner of the house"])
def test_it_is_given_to_a_colleague_or_to_somebody_else(cast, here, words):
    with pytest.raises(BadInput, match="choose a colleague, or say who else has it"):
        gives(cast, here, cast.rith if words else None, words)


def test_what_happened_to_a_key_stands_sealed_in_the_book_until_a_lead_reads_it(cast, here):
    loses(cast, here, words="Her husband Dara took it from the bag of Sokha.")
    (incident,) = Incident.objects.all()
    assert "Dara" not in str(again(here.shelter).told)
    assert "Dara" in page(cast, cast.noi, "shelters:incidents", here.shelter.id)
    assert "What happened" in page(cast, cast.rith, "shelters:door_keys", here.shelter.id)
    assert incident.read_on is None


def test_whoever_puts_the_keys_of_before_back_in_the_database_hides_no_lost_one(cast, here):
    before = row_of(Shelter, id=here.shelter.id)["told"]
    loses(cast, here)
    update(Shelter, {"told": before}, id=here.shelter.id)
    update(Incident, {"read_on": timezone.localdate(), "read_by_id": cast.noi.pk})
    assert "1 incident to read" in page(cast, cast.noi, "cases:today")


UNSAFE = "Somebody else may have a key of the door: change the lock"


def arrested(cast, who):
    report(kind="arrest", colleague=who, on=timezone.localdate(), by=cast.claire)


def test_of_who_is_arrested_with_one_the_lead_reads_that_the_lock_is_to_be_changed(cast, here):
    gives(cast, here, cast.rith)
    arrested(cast, cast.rith)
    assert rows(cast, cast.noi) == [UNSAFE]
    text = page(cast, cast.noi, "shelters:door_keys", here.shelter.id)
    assert "somebody else may have it: change the lock" in text
    assert not rows(cast, cast.claire)
    lock = reverse("shelters:lock_changed", args=[here.shelter.id])
    assert files.browser(cast, cast.noi).get(lock).context["form"].initial["given"] == []
    door_keys.change_lock(shelter=here.shelter, given=[], by=cast.noi)
    assert not rows(cast, cast.noi)


def test_where_nobody_else_leads_there_the_direction_reads_it(cast, here):
    gives(cast, here, cast.noi)
    arrested(cast, cast.noi)
    assert UNSAFE in rows(cast, cast.claire)


def test_a_shelter_is_not_closed_while_somebody_has_a_key_of_its_door(cast, here, noi):
    number = gives(cast, here, words="The owner of the house")
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)
    says = "Keys of its door that somebody has: 1. Have each of them given back."
    assert says in page(cast, cast.noi, "shelters:close", here.shelter.id)
    with pytest.raises(Refused, match="Keys of its door"):
        close_shelter(shelter=here.shelter, by=cast.claire)
    door_keys.take_back(shelter=here.shelter, number=number, by=cast.noi)
    close_shelter(shelter=here.shelter, by=cast.claire)
