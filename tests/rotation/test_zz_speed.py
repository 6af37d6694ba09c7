import time, pytest
from fanal.accounts.actions import end_account
from fanal.rotation import batches, older
from fanal.rotation.queries import folders_to_renew, under_way
from fanal.keys.models import Folder, Grant
from fanal.keys.actions import create_folder
from uuid import uuid4
import cProfile, pstats
@pytest.mark.django_db
def test_speed(cast):
    N=400
    t=time.process_time()
    for _ in range(N):
        create_folder(folder=uuid4(), kind="person", team=cast.bangkok, by=cast.sokha)
    print("create ms each", (time.process_time()-t)/N*1000)
    t=time.process_time(); end_account(user=cast.sokha, by=cast.anan); print("end", time.process_time()-t)
    n=len(folders_to_renew(under_way().get(team=cast.bangkok)))
    pr=cProfile.Profile()
    t=time.process_time(); 
    import os
    if os.environ.get("PROF"): pr.enable()
    batches.go_on(); 
    pr.disable()
    d=time.process_time()-t
    print("renew", n, d, d/n*1000, "grants/folder", Grant.objects.filter(generation=2).count()/n)
    if os.environ.get("PROF"): pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
    t=time.process_time(); k=older.seal_anew(cast.bangkok, by=cast.noi, ring=cast.ring(cast.noi), seconds=600); d=time.process_time()-t
    print("rewrap", k, d, d/k*1000)
    assert not under_way().exists()
