"""Mail without content: "please sign in", and nothing more. Without a host, none is sent.

Always under TLS: from the first byte on port 465, by STARTTLS on any other (587).
"""

from fanal.settings import options

HOST = options.MAIL_HOST.value()
PORT = options.MAIL_PORT.value()
DEFAULT_FROM_EMAIL = options.MAIL_FROM.value()
BACKENDS = "django.core.mail.backends"
SERVER = {
    "host": HOST,
    "port": PORT,
    "username": options.MAIL_USER.value(),
    "password": options.MAIL_PASSWORD.value(),
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
