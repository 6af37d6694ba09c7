"""Whether somebody awaits a key is asked in SQL first: nobody who does is passed by."""

import pytest
from django.utils import timezone

from fanal.accounts.models import User
from fanal.database.sql import db_value, rows
from fanal.keys.access import LACKS_A_KEY, colleagues_without_the_key
from fanal.keys.models import TeamKey, TeamKeyHolder, UserKeys


def test_at_first_nobody_who_works_on_cases_lacks_one(cast):
    assert not rows(LACKS_A_KEY, [db_value(cast.sokha.pk)] * 2)


@pytest.mark.parametrize("model", [TeamKey, UserKeys, TeamKeyHolder])
def test_whoever_awaits_a_key_is_found(cast, model):
    if model is TeamKeyHolder:
        model.objects.all().delete()
    else:
        model.objects.update(retired=timezone.localdate())
    for user in User.objects.all():
        if colleagues_without_the_key().filter(user=user).exists():
            assert rows(LACKS_A_KEY, [db_value(user.pk)] * 2)
    assert rows(LACKS_A_KEY, [db_value(cast.sokha.pk)] * 2)
