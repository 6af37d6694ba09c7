"""The three steps of a referral, as a browser sends them."""

from django.urls import reverse

YES = {"may": "yes", "said_by": "herself"}


def chooses(client, here, **more):
    """Step 1: what she needs, where and by when."""
    told = {
        "person": str(here.person.id),
        "service": "papers",
        "area": here.area.name,
        "urgency": "planned",
    }
    return client.post(reverse("sharing:refer_start", args=[here.case.id]), told | more)


def fitting(client, here, **more):
    """Step 2, drawn for what was chosen."""
    assert chooses(client, here, **more).status_code == 302
    return client.get(reverse("sharing:refer_who", args=[here.case.id]))


def step_3(here, partner=None):
    return reverse("sharing:refer_send", args=[here.case.id, (partner or here.shelter).id])


def filled(**more):
    told = {"needed": "A bed.", "classes": ["identity"], "kind": "referral", "answer_within": "5"}
    return told | more


def asks(client, here, partner=None, *, service="papers", **more):
    """All three; the answer to the last."""
    assert chooses(client, here, service=service).status_code == 302
    return client.post(step_3(here, partner), filled(**more))


def seen(client, referral):
    """What the page says that it showed: without it nothing goes out."""
    page = client.get(reverse("sharing:referral", args=[referral.id]))
    return {"seen": page.context["seen"]}
