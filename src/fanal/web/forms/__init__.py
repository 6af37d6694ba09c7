"""Fields that every app uses, and how a mistake found later comes back to its field."""

# What is said of somebody is chosen by whoever says it: a list begins with this.
NOTHING = ("", "—")
