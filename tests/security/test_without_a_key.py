"""Whoever has new keys and nobody let in yet: no page breaks, and the journal says nothing was read."""

import pytest
from django.urls import reverse

from fanal.audit.tokens import reads
from fanal.keys.models import Grant, TeamKeyHolder
from tests import journal
from tests.security.test_matrix import NAMING, UNNAMED, may_open, there

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["sokha", "noi"])
def test_explore(world, browser, who):
    keys = world.cast.private[getattr(world.cast, who).pk][0]
    TeamKeyHolder.objects.filter(to_keys=keys).delete()
    Grant.objects.filter(to_keys=keys).delete()
    client = browser(who)
    import re, html, pathlib
    out = pathlib.Path(f"/tmp/w2_{who}"); out.mkdir(exist_ok=True)
    for name, keys in [*(o for o in NAMING if o[0].startswith('shelters')), *UNNAMED]:
        if not may_open(who, name): continue
        n = len(journal.entries())
        url = reverse(name, kwargs=there(world, name, keys))
        try: a = client.get(url)
        except BaseException as e: print('!!', name, str(e)[:150]); continue
        new = [e for e in journal.entries()[n:]]
        acts = [(e.act, e.detail) for e in new if e.act in reads()]
        print(name, a.status_code, acts if acts else "", [e.act for e in new if e.act not in reads()])
        if a.status_code == 200:
            t = re.sub(r"(?s)<(style|script|nav|header|footer).*?</\1>", "", a.content.decode(errors="replace"))
            t = html.unescape(re.sub(r"(?s)<[^>]+>", " ", t)); t = re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", t))
            (out / name.replace(":", "_")).write_text(t)
