"""Frame, components and safety of every page. Imported by apps, imports none of them."""
