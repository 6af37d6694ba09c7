"""Saying no, on the page that asks why."""

from django.urls import reverse

WHY = "The house is full until Friday."


def says_no(client, code, id, *, answers_to="", why=WHY):
    """As a second person, to the request `id` of this kind."""
    told = {"why": why, "answers_to": answers_to}
    return client.post(reverse("accounts:say_no", args=[code, id]), told, follow=True)
