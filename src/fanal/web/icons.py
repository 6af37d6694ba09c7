"""Icons and signs as SVG paths, 24 by 24; an icon never stands without a word beside it."""

ICONS = {
    "today": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 '
        '17l-1.4 1.4"/>'
    ),
    "case": ('<path d="M3.5 7.5v11h17v-9.5h-8.5l-2-2.5h-6.5z"/>'),
    "people": (
        '<circle cx="9" cy="8" r="3.2"/>'
        '<path d="M3.5 19.5c0-3.5 2.4-5.6 5.5-5.6s5.5 2.1 5.5 5.6M15.5 5.2a3.2 3.2 0 0 1 0 '
        '5.8M17.3 14.3c2 .7 3.2 2.6 3.2 5.2"/>'
    ),
    "journey": (
        '<circle cx="6" cy="18.5" r="2.2"/>'
        '<circle cx="18" cy="5.5" r="2.2"/>'
        '<path d="M8.2 18.5h7a3.3 3.3 0 0 0 0-6.5h-6a3.250 3.250 0 0 1 0-6.5h6.5"/>'
    ),
    "partner": ('<circle cx="8.5" cy="12" r="5"/><circle cx="15.5" cy="12" r="5"/>'),
    "numbers": ('<path d="M4 20h16M7 20v-6M12 20V6M17 20v-9"/>'),
    "organisation": ('<path d="m3.5 11.5 8.5-7 8.5 7M6 9.7V20h12V9.7M10 20v-5.5h4V20"/>'),
    "call": (
        '<path d="M6.5 3.5h3l1.5 4.5-2.2 1.5c1 2.6 3 4.6 5.6 5.6l1.6-2.1 4.5 1.5v3c0 '
        '1.4-1.1 2-2.2 2C10.5 19 4.5 13 4.3 5.7c0-1.1.8-2.2 2.2-2.2z"/>'
    ),
    "note": ('<path d="M5 19.5l1-4.5L16 5l3.5 3.5L9.5 18.5z M14 7l3.5 3.5"/>'),
    "sign_of_life": ('<path d="M2.5 12.5H8l2-6 4 11 2.2-5h5.3"/>'),
    "task": (
        '<rect x="4" y="4" width="16" height="16" rx="3.5"/><path d="m8 12.2 2.8 2.8L16.2 9.2"/>'
    ),
    "document": ('<path d="M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5v5h5M9 13h6.5M9 16.5h6.5"/>'),
    "referral": ('<path d="M4 12h13M12.5 6.5 18 12l-5.5 5.5M20.5 4.5v15"/>'),
    "law": (
        '<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5a2.9 2.9 0 0 0 5 0zM19 7l-2.5 '
        '6.5a2.9 2.9 0 0 0 5 0z"/>'
    ),
    "safety": ('<path d="M12 3.5 19 6v5.5c0 4.5-2.9 7.5-7 9-4.1-1.5-7-4.5-7-9V6z"/>'),
    "tonight": ('<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>'),
    "hour": ('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.5 2"/>'),
    "calendar": (
        '<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/>'
        '<path d="M3.5 9.8h17M8 3v4M16 3v4"/>'
    ),
    "find": ('<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>'),
    "lock": (
        '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/>'
        '<path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<circle cx="12" cy="12" r="3.5"/>'
        '<path d="m6 6 3.5 3.5M14.5 14.5 18 18M18 6l-3.5 3.5M9.5 14.5 6 18"/>'
    ),
    "menu": ('<path d="M4 7h16M4 12h16M4 17h16"/>'),
    "consent": ('<path d="M4 5h16v10.5h-8L7.5 19.5v-4H4zM8.5 10.2l2.3 2.3 4.5-4.5"/>'),
    "goal": ('<path d="M6 21V4M6 5h11.5l-2.5 3.5 2.5 3.5H6"/>'),
    "money": ('<path d="M3 6.5h18v11H3z"/><circle cx="12" cy="12" r="2.6"/>'),
    "place": (
        '<path d="M12 21c4-4.5 6.5-7.5 6.5-11a6.5 6.5 0 0 0-13 0c0 3.5 2.5 6.5 6.5 11z"/>'
        '<circle cx="12" cy="10" r="2.3"/>'
    ),
    "hands": (
        '<path d="M3 13.5c2.5-1.5 4.5-1 6.5.5h3.5a1.5 1.5 0 0 1 0 3H9.5M13 17l5.5-3a1.7 '
        '1.7 0 0 1 2 2.5L14 20.5H8.5L3 19M12 4.5v5M9.5 7H14.5"/>'
    ),
    "language": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M3.5 12h17M12 3.5c2.5 2.7 3.5 5.5 3.5 8.5s-1 5.8-3.5 '
        '8.5c-2.5-2.7-3.5-5.5-3.5-8.5s1-5.8 3.5-8.5z"/>'
    ),
    "child": (
        '<circle cx="12" cy="7" r="3"/><path d="M12 10v5M8 12.5h8M12 15l-2.5 5.5M12 15l2.5 5.5"/>'
    ),
}

# Each state has a shape of its own: colour is never alone (WCAG 2.2, 1.4.1).
SIGNS = {
    "no": ('<circle cx="12" cy="12" r="10"/><path class="in" d="M7 12h10"/>'),
    "ok": ('<circle cx="12" cy="12" r="10"/><path class="in" d="m7.5 12.3 3 3 6-6.3"/>'),
    "unknown": (
        '<path d="M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21zm0 2a8.5 8.5 0 1 1 0 '
        '17 8.5 8.5 0 0 1 0-17z" fill-rule="evenodd"/>'
        '<path d="M9.3 9.6c.2-1.7 1.3-2.6 2.8-2.6s2.7 1 2.7 2.4c0 2.1-2.8 2.3-2.8 4.4M12 '
        '16.8v.2" class="q"/>'
    ),
    "care": (
        '<path d="M12 1.8 22.2 12 12 22.2 1.8 12z"/><path class="in" d="M12 7.5v5.5M12 16v.2"/>'
    ),
    "danger": ('<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path class="in" d="M12 7v6M12 16.8v.2"/>'),
}
