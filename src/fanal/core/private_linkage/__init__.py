"""Do two organisations know the same person, without pooling names?

`composites`: what is compared of a record, whole composites that few share. `meeting`: two parties
blind them; each learns which of its own the other holds too, once the other has looked and let it
go. `files` is what travels, with a header that says which project, version, sizes and parameters.
Nothing here decides: a match is a reason to ask a person on the other side.
"""
