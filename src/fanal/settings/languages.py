"""The languages of the interface, each under its own name."""

LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("km", "ខ្មែរ"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာ"),
    ("zh-hans", "简体中文"),
]
