"""The frame, the components and the safety of every page. Imported by apps, imports none of them."""
