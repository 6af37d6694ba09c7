"""The application for gunicorn."""

import os
from collections.abc import Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

from fanal.processes.call_stack import with_room
from fanal.settings.database import keep_open

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings.main")
pages = get_wsgi_application()
keep_open()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    return with_room(partial(pages, environ, start_response))


from fanal.keys.actions import sweeping  # noqa: E402 (Django is set up by now)

sweeping.start()
