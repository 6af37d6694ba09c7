"""What every answer carries, whatever it answers."""

EXACT = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
NEVER = ("unsafe", "http:", "https:", "data:", "*")  # in the content policy
TAKE_OUT = "sandbox; default-src 'none'"  # of a file that is only saved


def lacking(answer, *, kept=False):
    """What an answer fails to say; `kept`: a file of the look, which browsers may store."""
    missing = [
        name
        for name, value in EXACT.items()
        if answer.get(name) != value and not (kept and name == "Cache-Control")
    ]
    policy = answer.get("Content-Security-Policy", "")
    parts = [part.strip() for part in policy.split(";")]
    if policy != TAKE_OUT:
        missing += [part for part in POLICY if part not in parts]
    missing += [f"{word} in the content policy" for word in NEVER if word in policy]
    if "geolocation=()" not in answer.get("Permissions-Policy", ""):
        missing.append("Permissions-Policy")
    return missing
