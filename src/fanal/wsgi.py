"""The application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from fanal.settings.database import keep_open

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings.main")
application = get_wsgi_application()
keep_open()

from fanal.keys import sweeping  # noqa: E402 (Django is set up by now)

sweeping.start()
