"""The steps of the programmes: a bed by night, a health worker's day, a village, money in hand, a
lawyer's Monday, years after. In French on a telephone of 360 px, for the cast and where it was set up."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.browser import steps
from tests.browser.walks import french

DAY = timedelta(days=1)
BUS = "Le bus pour chez sa tante, pour deux."


today = timezone.localdate


def id_in(visitor, before):
    """The id that stands in the address of her page after `before`."""
    return visitor.page.url.partition(before)[2].partition("/")[0]


def by_name(visitor, field, name):
    """Chooses of a list whoever is called so."""
    option = visitor.page.locator(f"main [name={field}] option", has_text=name).first
    return visitor.fill(**{field: option.get_attribute("value")})


def near(visitor, field):
    """The nearest of the days that are proposed."""
    return visitor.choose(field, visitor.page.locator(f"[name={field}]").first.input_value())


# ── A shelter ────────────────────────────────────────────────────────────────
def opens_a_shelter(lead, *staff):
    """From the page of tonight: the shelter, its beds, who works there. Gives its id."""
    lead.open(reverse("shelters:tonight")).reads(
        french("Add one; then its beds, and who works there.")
    )
    lead.looks("no-shelter-yet").goes(reverse("shelters:new"))
    lead.fill(name="Maison Jasmin", kind="transit", area="Thaïlande").looks("new-shelter").press()
    shelter = id_in(lead, "/shelters/")
    lead.goes("/beds/").fill(room="Chambre 2", how_many="4").looks("beds").press()
    for one in staff:
        lead.goes("/staff/")
        by_name(lead, "who", one).looks("staff").press().reads(one)
    lead.looks("beds-and-staff")
    return shelter


def is_given_a_bed(worker, case):
    """From the case to the bed: first without the child's word, then with it."""
    worker.open(reverse("cases:section", args=[case.id, "safety"]))
    worker.goes(reverse("shelters:case", args=[case.id])).looks("in-our-shelter")
    worker.goes(reverse("shelters:admit", args=[case.id]))
    by_name(worker, "bed", "Maison Jasmin")
    worker.fill(answer="given", called="Fon", rules_in="lao").looks("admission")
    worker.is_refused().looks("a-child-without-her-word")
    worker.proposes(called="Fon", answer="given")
    worker.fill(assent="yes", given_by="legal_guardian").press()
    worker.reads("Maison Jasmin").looks("she-has-a-bed")
    link = worker.page.locator("main a[href*='/shelters/stays/']").first.get_attribute("href")
    return link.rstrip("/").rpartition("/")[2]


def is_counted_by_two(lead, first, second, shelter, stay, code_name):
    """One saw her, one did not: the lead is called, and whoever works there looks again."""
    first.arrives().reads(french("Who sleeps here tonight"), "Fon").does_not_read(code_name)
    first.goes(reverse("shelters:count", args=[shelter])).choose(f"stay_{stay}", "seen")
    first.looks("count").press().looks("one-has-counted")
    second.open(reverse("shelters:count", args=[shelter])).choose(f"stay_{stay}", "not_seen")
    second.press().reads(french("a child: call the lead now")).looks("a-child-is-missing")
    lead.open(reverse("cases:today")).reads(french("not seen at the count")).looks("lead-is-told")
    first.open(reverse("shelters:settle", args=[shelter])).looks("the-counts-differ")
    first.choose(f"stay_{stay}", "seen").fill(words="Elle dormait chez une amie, chambre 2.")
    first.press().does_not_read(french("a child: call the lead now")).looks("counted-by-two")


# ── Health care ──────────────────────────────────────────────────────────────
def asks_for_care(worker, case):
    """By code name, from the needs of the case; the day and the hour are sealed."""
    yesterday = timezone.localtime() - timedelta(hours=30)
    worker.open(reverse("cases:section", args=[case.id, "needs"])).looks("needs")
    worker.goes(f"/care/case/{case.id}/").looks("care-before")
    worker.goes("/ask/").looks("ask")
    worker.choose("agreed", "yes").choose("happened", "yes")
    worker.fill(
        day=yesterday.date().isoformat(),
        hour=yesterday.strftime("%H:%M"),
        words="Elle ne mange pas.",
    ).press()
    worker.reads(french("See the health worker today"), "Elle ne mange pas.").looks("asked")
    assert "VIH" not in worker.page.inner_text("main")


def sees_her(health):
    """Gives the ids of what was asked, and of the file that begins."""
    health.open(reverse("care:today")).reads(french("to be seen today")).looks("day")
    health.press(health.page.locator("main a[href*='/care/asked/']").first)
    asked = id_in(health, "/care/asked/")
    health.reads(french("emergency contraception").capitalize(), "encore").looks("request")
    health.press(health.page.locator("main form button").first).looks("file-empty")
    return asked, id_in(health, "/care/files/")


def writes_the_visit(health, file):
    health.goes("/note/examination/").looks("visit")
    health.choose("agreed", "yes")
    health.fill(words="Elle a mal au ventre.", due=today().isoformat(), next_words="pansement")
    health.press().reads("Elle a mal au ventre.").looks("file")
    health.open(reverse("care:sample", args=[file])).looks("sample")
    health.choose("agreed", "no").fill(sample="blood").press().reads(
        french("She did not want it. All other help goes on.")
    )


def gives_a_scale(health, director, name, file):
    """Once her course is written down; too early, then: after the first days she may be asked."""
    scale = reverse("care:scale", args=[file, "phq9"])
    health.open(scale).reads(french("Not without training")).looks("not-trained")
    director.open(reverse("colleagues:list"))
    director.press(director.page.locator("main a", has_text=name).first).goes("/qualification/")
    director.choose("on", today().isoformat()).fill(kind="scales").looks("trained").press()
    health.open(scale).looks("scale")
    health.choose("given", "yes").choose("shown", "yes")
    health.fill(language="km", answers="1 1 1 1 1 0 0 0 1").press().is_refused()
    health.reads(french("no scale in the first three days after what happened")).looks("too-early")


def tells_the_team(health, worker, case, asked):
    health.open(reverse("care:request", args=[asked])).looks("taken")
    health.goes("/release/").looks("release")
    health.choose("agreed", "yes").fill(
        words="Clinique jeudi. Mange avec les comprimés."
    ).press().looks("released")
    worker.open(reverse("care:case", args=[case.id])).reads("Clinique jeudi.").looks("case-reads")
    assert "mal au ventre" not in worker.page.inner_text("main")


# ── Money ────────────────────────────────────────────────────────────────────
def sets_up_a_grant(finance):
    """From her start page, where no grant is yet."""
    finance.arrives().reads(french("No grant yet.")).goes(reverse("funds:new_grant"))
    finance.fill(
        name="Rivière",
        donor="Fondation Rivière",
        currency="THB",
        since=(today() - 90 * DAY).isoformat(),
        until=(today() + 200 * DAY).isoformat(),
    )
    finance.looks("new-grant").press().looks("grant-without-lines")
    finance.goes("/lines/new/").fill(name="Aide en main propre", amount="50 000").looks("line")
    return finance.press().reads("Aide en main propre", "50 000 THB").looks("grant")


def asks_for_money(worker, case, line="Aide en main propre"):
    worker.open(reverse("funds:case", args=[case.id])).looks("no-money").goes("/new/")
    by_name(worker, "line", line).fill(
        kind="transport", amount="1 200", currency="THB", under="used", words=BUS
    )
    worker.choose("holder", "herself").looks("asking").press().reads(BUS).looks("money-asked")
    return worker.page.url.rstrip("/").rpartition("/")[2]


def agrees_to_money(visitor, request):
    visitor.open("/decisions/").looks("decisions").goes(f"/decide/{request}/").looks("deciding")
    visitor.choose("agreed", "yes").press()


def pays_out(finance, request, *secrets):
    finance.open(reverse("funds:today")).looks("to-pay")
    for secret in (BUS, *secrets):
        assert secret not in finance.page.inner_text("body")
    finance.goes(f"/slips/{request}/").looks("slip").goes("/pay/").looks("paying")
    near(finance.choose("mode", "cash"), "on").press().reads(french("Paid out")).looks("paid")


def writes_the_receipt(worker, case, request):
    worker.open(reverse("funds:receipt", args=[case.id, request])).looks("receipt")
    near(worker, "on").choose("proof", "mark").press().reads("Réglé").looks("settled")


# ── A village ────────────────────────────────────────────────────────────────
def begins_in_a_village(officer):
    """From her start page, where no community is yet."""
    officer.arrives().reads(french("No communities yet.")).goes(reverse("prevention:new_community"))
    officer.fill(name="Ban Nam Sai", kind="village", area="Laos", state="active")
    return officer.looks("new-community").press().reads("Ban Nam Sai").looks("community")


def writes_up_a_session(officer):
    """Held today: where, how, the heads. Then a question at the side, which becomes a call."""
    officer.arrives().goes(reverse("prevention:held"))
    by_name(officer, "community", "Ban Nam Sai").fill(method="talk")
    near(officer, "on").page.locator("[name=topics][value=debt]").check()
    officer.looks("held").press().looks("heads")
    for name, number in (("women", "20"), ("men", "11"), ("girls", "10")):
        officer.page.fill(f"[name={name}]", number)
    officer.choose("state", "held").press()
    officer.reads("41", french("Unique people: not knowable. Nobody was asked for a name."))
    officer.looks("written-up")
    officer.press(officer.page.locator("form[action$='/side-question/'] button"))
    officer.reads(french("Somebody here needs help")).looks("side-question")
    officer.page.locator("label:has([name=danger_now][value=no])").click()
    officer.press(officer.page.locator(".savebar button"))
    return officer.reads(french("Saved. The team reads it; you do not open it again."))


# ── Proceedings ──────────────────────────────────────────────────────────────
def begins_a_proceeding(lawyer, case):
    """From her case: a trial, an accused who is released, a hearing this week."""
    lawyer.open(reverse("justice:case", args=[case.id])).looks("no-proceeding").goes("/new/")
    lawyer.fill(kind="criminal", country="TH", body="Tribunal de Si Racha")
    lawyer.choose("role", "victim").looks("new-proceeding").press().looks("proceeding-empty")
    there = lawyer.path()
    lawyer.open(there + "write/step/")
    near(lawyer, "on").fill(step="release", words="Sous caution.").looks("step").press()
    lawyer.open(there + "write/hearing/")
    lawyer.fill(day=(today() + DAY).isoformat(), hour="9:30", presence="must").looks("hearing")
    lawyer.press()
    if "/write/hearing/" in lawyer.page.url:  # a day on which no court sits
        lawyer.page.locator("main [name=sure]").evaluate(
            "e => { e.closest('details').open = true }"
        )
        lawyer.page.locator("main [name=sure]").check()
        lawyer.press()
    return lawyer.looks("proceeding")


def her_monday(lawyer):
    """What is in court this week, and whom nobody told yet."""
    lawyer.open(reverse("justice:day"))
    lawyer.reads("Audiences de la semaine", "Thaïlande", "personne ne l’accompagne encore")
    lawyer.looks("monday").press(lawyer.page.get_by_role("link", name="l’accusé est libéré"))
    near(lawyer, "on").fill(language="lao").looks("told").press()
    return lawyer.reads("Elle a été informée le").looks("proceeding-told")


# ── Years after ──────────────────────────────────────────────────────────────
def makes_a_plan(worker, case):
    """Home for half a year: her plan, and how and when she may be reached."""
    her = steps.her(case).id
    worker.open(reverse("reintegration:of_case", args=[case.id])).looks("no-plan").goes("/begin/")
    worker.choose("start_kind", "returned").fill(start=(today() - 190 * DAY).isoformat())
    worker.page.locator("[name=domains][value=income]").check()
    worker.fill(words="Une boutique à elle.").looks("begins").press().looks("plan")
    worker.open(reverse("reintegration:rules", args=[her]))
    for name, value in (("ways", "call"), ("ways", "visit"), ("days", f"{today().weekday()}")):
        worker.page.locator(f"[name={name}][value='{value}']").check()
    worker.fill(pretext="le cours de couture", safe_person="sa tante, au marché")
    worker.looks("rules").press().looks("plan-with-rules")
    return her


def is_not_reached(worker, her):
    """A wave by telephone outside her days, then a visit, then what follows of nobody being reached."""
    contact = reverse("reintegration:contact", args=[her])
    worker.open(contact).reads("le cours de couture").looks("contact")
    worker.fill(way="call", at=f"{today() - DAY}T0:01", words="Son frère a répondu.")
    worker.choose("result", "not_reached")
    worker.is_refused().reads("ce n’est pas dans les heures qu’elle a données").looks("outside")
    worker.fill(way="visit").press().looks("after-the-visit")
    worker.reads("Réessayer, par un autre moyen", "Pas encore jointe ; jusqu’au")
    worker.open(reverse("reintegration:list")).looks("plans")


# ── Services ─────────────────────────────────────────────────────────────────
def fills_the_catalogue(worker, giver="Lotus"):
    """What is available where, from its menu."""
    worker.open("/menu/").goes(reverse("services:catalogue")).looks("catalogue-empty")
    worker.goes(reverse("services:new_offer"))
    by_name(worker, "giver", giver).fill(
        kind="legal_advice", area="Thaïlande", places="3", said_by="la personne à l’accueil"
    )
    return worker.looks("new-offer").press().reads(giver).looks("offer")


def asks_for_a_service(worker, case):
    worker.open(reverse("services:case", args=[case.id])).looks("no-service").goes("/new/")
    worker.fill(kind="legal_advice", area="Thaïlande", words="Un avocat pour sa plainte.")
    worker.looks("asks-for-a-service").press().looks("who-gives-it")
    return worker


def our_team_gives_it(worker, case):
    """Chosen on the page that follows, asked about in a task, begun, ended, by her word."""
    team = worker.page.get_by_role("button", name=french("Our team provides it"))
    service = worker.press(team).looks("service-asked").path()
    worker.open(f"/cases/{case.id}/").reads(french("Did the first visit happen?"))
    worker.open(service).goes("/happened/").choose("state", "begun")
    near(worker, "on").looks("first-visit").press().reads("la première visite a eu lieu")
    worker.looks("service-begun").goes("/ended/").choose("end", "finished")
    worker.choose("useful", "yes")
    near(worker, "on").looks("it-ended").press().looks("service-ended")
    return worker


def a_partner_is_asked(worker, giver):
    """From the page of who gives it: by her own word, and on paper."""
    worker.reads(giver).press(worker.page.get_by_role("button", name=french("Ask by a referral")))
    worker.looks("goes-out")
    questions = worker.page.locator("#consent [name^=may][value=yes]").all()
    for question in questions:  # none where she said it before
        question.check()
    if questions:
        worker.choose("said_by", "herself")
    worker.press(worker.page.locator("main form .card:last-of-type .buttons button").first)
    referral = worker.reads(giver, french("Print the sheet")).looks("may-go-out").path()
    worker.press(worker.page.locator("form[action$='/print/'] button").first).looks("on-paper")
    return worker.open(referral).reads(french("Their answer"))


def the_partner_answers(worker, service, answer, reason=""):
    """From the service to what was sent, where their answer is written; then back."""
    sent = worker.open(service).looks("asked").page.locator("main")
    worker.press(sent.get_by_role("link", name=french("what was sent, and their answer")))
    worker.fill(to=answer, reason=reason).looks("their-answer")
    worker.press(worker.page.locator("form[action$='/answer/'] button").first)
    return worker.open(service).looks("answered")


def the_first_visit(worker, service, state, **why):
    """Accepted is not served: somebody asks whether she went, and what came of it."""
    worker.open(service).goes("/happened/").choose("state", state).fill(**why)
    near(worker, "on").looks("first-visit").press()
    return worker.looks("after-the-first-visit")
