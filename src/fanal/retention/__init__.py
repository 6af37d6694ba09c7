"""How files end: erased by two people, kept by a legal hold, proposed when their time is over."""
