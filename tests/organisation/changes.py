"""Asking for a change on its page, and deciding it on hers, as people do."""

from django.urls import reverse

from fanal.accounts.models import User
from fanal.core.roles import Role
from fanal.organisation.models import OrganisationChange
from tests import files

# Where a team says that it can go.
MYANMAR = {
    "area": "Myanmar",
    "days": "2",
    "languages": ["my"],
    "permitted": "on",
    "permitted_until": "2027-03-01",
}


def second_administrator(cast):
    return User.objects.create_user(
        "second@fanal.example",
        None,
        display_name="Second",
        role=Role.ADMINISTRATOR,
        office=cast.anan.office,
    )


def page(cast, user):
    return files.browser(cast, user)


def asks(cast, view, args=(), /, by=None, **told):
    """The form as it is shown, with what is told filled in, sent."""
    client = page(cast, by or cast.anan)
    address = reverse(f"organisation:{view}", args=args)
    shown = client.get(address)
    assert shown.status_code == 200, shown.status_code
    return client.post(address, as_shown(shown) | told, follow=True)


def as_shown(shown):
    """What a browser sends that changes nothing."""
    form = shown.context["form"]
    held = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in held.items() if value not in (None, False)}
    return sent | {"seen": shown.context.get("seen", "")}


def decides(cast, by=None, name="agree"):
    row = OrganisationChange.objects.get()
    return page(cast, by or cast.claire).post(
        reverse(f"organisation:{name}", args=[row.pk]), follow=True
    )


def makes(cast, view, args=(), /, **told):
    """Asked for by Anan, agreed to by Claire."""
    answer = asks(cast, view, args, **told)
    assert OrganisationChange.objects.exists(), answer.text
    return decides(cast)
