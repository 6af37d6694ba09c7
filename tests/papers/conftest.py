from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.papers.actions import add_paper


@pytest.fixture
def paper(cast, case):
    """A paper of this case, by its kind; `told`: what is known of it."""

    def make(kind="power_of_attorney", person=None, by=None, **more):
        by = by or cast.sokha
        given = {name: more.pop(name) for name in ("state", "due", "on") if name in more}
        here = more.pop("case", case)
        return add_paper(
            case=here,
            person=person or case.people.first(),
            kind=kind,
            answers=more,
            **cast.acting(by),
            **given,
        )

    return make


def days(n):
    return timezone.localdate() + timedelta(days=n)
