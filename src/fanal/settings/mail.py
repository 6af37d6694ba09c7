"""Mail without content: "please sign in", and nothing more. Without a host, none is sent.

Always under TLS: from the first byte on port 465, by STARTTLS on any other (587).
"""

import os

HOST = os.environ.get("FANAL_MAIL_HOST", "")
PORT = int(os.environ.get("FANAL_MAIL_PORT") or 465)
DEFAULT_FROM_EMAIL = os.environ.get("FANAL_MAIL_FROM", "fanal@localhost")
BACKENDS = "django.core.mail.backends"
SERVER = {
    "host": HOST,
    "port": PORT,
    "username": os.environ.get("FANAL_MAIL_USER", ""),
    "password": os.environ.get("FANAL_MAIL_PASSWORD", ""),
    "use_ssl": PORT == 465,
    "use_tls": PORT != 465,
    "timeout": 10,
}
MAILERS = {
    "default": {
        "BACKEND": f"{BACKENDS}.smtp.EmailBackend" if HOST else f"{BACKENDS}.dummy.EmailBackend",
        "OPTIONS": SERVER if HOST else {},
    }
}
