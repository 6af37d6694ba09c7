import os,cProfile,pstats,time,pytest
from fanal.people.search import nearest
from fanal.people.packs import pack_more
from tests.bench.team_of_many import fill, population
N=int(os.environ["N"])
def test_p(cast):
    told, asked = population(N)
    made=fill(cast,told)
    t=time.process_time()
    while pack_more(cast.bangkok,cast.ring(cast.sokha)): pass
    print("pack",time.process_time()-t)
    times=[]; found=0
    ones=list(asked.items())[:40]
    for at,one in ones:
        r=cast.ring(cast.sokha)
        t=time.process_time(); hits=nearest([one.name],by=cast.sokha,ring=r,least=0,**one.asked()); times.append(time.process_time()-t)
        found+=any(h.person.pk==made[at].pk for h in hits)
    print("first",times[0],"median",sorted(times)[20],"p95",sorted(times)[37],"found",found/40)
    p=cProfile.Profile(); r=cast.ring(cast.sokha); one=ones[0][1]; p.enable(); nearest([one.name],by=cast.sokha,ring=r,least=0,**one.asked()); p.disable()
    pstats.Stats(p).sort_stats("cumtime").print_stats(50)
