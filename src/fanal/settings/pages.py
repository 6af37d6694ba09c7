"""How pages are drawn and what they may load: nothing inline, nothing from anywhere else."""

from pathlib import Path

from django.utils.csp import CSP

from fanal.settings import options

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fanal.web.context.page",
                "fanal.keys.context.open_drafts",
                "fanal.audit.context.journal_alarm",
                "fanal.audit.context.put_back",
            ]
        },
    }
]
# Our tag `static` takes the place of Django's on purpose (`fanal.web.templatetags.static`).
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "fanal.web.rendering.Renderer"

# After the application's own, so that our widgets are found first.
PAGE_APPS = ["django.forms"]

# Named by their place in the list of middleware: the first sees a request first.
FIRST_MIDDLEWARE = [
    "fanal.web.middleware.SafetyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fanal.web.post_redirect_get.PostRedirectGet",
    "fanal.web.middleware.DatabaseFailures",
]
LAST_MIDDLEWARE = [
    "fanal.web.broken_values.BrokenValues",
    "django_htmx.middleware.HtmxMiddleware",
    "fanal.web.post_redirect_get.PastTheDoors",
    "fanal.web.request_cache.AskedOnce",
]

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# Not "no-referrer": browsers then send `Origin: null` with our own forms, which the CSRF check
# refuses. Other sites learn nothing either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "fanal.web.errors.csrf_failed"

# Names of the addresses in the frame of every page; one that does not exist is left out.
FRAME_URLS = {
    "home": "web:home",
    "account": "accounts:account",
    "away": "organisation:away",
    "lock": "keys:lock",
    "sign_out": "account_logout",
}
# Templates that the frame shows above the text of a page, where they have something to say.
FRAME_PARTS = ["audit/alarm.html", "audit/put_back.html", "keys/open_drafts.html"]
# Whether the start page greets by first name: off, since others look over one's shoulder.
GREETING_WITH_NAME = options.GREETING.value()
VEIL_AFTER_SECONDS = 60
LOCK_AFTER_SECONDS = 600

MESSAGE_TAGS = {10: "", 20: "", 25: "good", 30: "care", 40: "danger"}
# Notices travel in the session, which is sealed; a cookie would leave them on the device.
MESSAGE_STORAGE = "fanal.accounts.sealed_messages.SealedMessages"


# With a mark of its content in the name of each file: a browser keeps it, and asks for another one
# after an upgrade. `fanal serve` switches to it, which collects them first.
HASHED_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def static_storage(root: Path) -> dict[str, dict[str, str]]:
    """The files as they are called in the source: no manifest has to be there."""
    root.mkdir(parents=True, exist_ok=True)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": plain},
    }


WHITENOISE_USE_FINDERS = True
