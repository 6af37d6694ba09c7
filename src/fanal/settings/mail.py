"""Mail without content: "please sign in", and nothing more. Without a host, none is sent."""

import os

HOST = os.environ.get("FANAL_MAIL_HOST", "")
DEFAULT_FROM_EMAIL = os.environ.get("FANAL_MAIL_FROM", "fanal@localhost")
BACKENDS = "django.core.mail.backends"
MAILERS = {
    "default": {
        "BACKEND": f"{BACKENDS}.smtp.EmailBackend" if HOST else f"{BACKENDS}.dummy.EmailBackend",
        "OPTIONS": {"host": HOST, "port": 465, "use_ssl": True, "timeout": 10} if HOST else {},
    }
}
