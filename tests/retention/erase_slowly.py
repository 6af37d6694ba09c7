"""A process that goes on with every erasure, a few rows at a time, and says after each batch."""

import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "fanal.settings.main"
import django

django.setup()

from fanal.retention.actions import running  # noqa: E402
from fanal.retention.models import Erasure  # noqa: E402

running.BATCH = 3
for row in Erasure.objects.exclude(agreed_on=None):
    while not running.batch(row.pk):
        print("batch", flush=True)
        time.sleep(0.2)
