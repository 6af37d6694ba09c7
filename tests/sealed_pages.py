"""The pages that are kept for a browser: each is looked at by every POST of the next ten minutes."""

from django.conf import settings


def forget():
    for kept in settings.SEALED_PAGES.glob("*"):
        kept.unlink(missing_ok=True)
