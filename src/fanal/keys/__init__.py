"""Who can open what: data keys of folders, grants, and the ring of the person who is signed in."""
