"""Do two organisations know the same person, without pooling names?

Two ways. `meeting`: two parties, each blinds composite keys of its records; what both hold is
found, nothing else. `unit`: a third party compares encodings under a key that it never gets.
`files` is what travels, with a header that says which project, version and parameters. Nothing
here decides: a match is a reason to ask a person on the other side.
"""
