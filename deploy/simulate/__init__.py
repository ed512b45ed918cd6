"""The simulator: real nodes and the real shore in one process, on virtual time, under a seeded plan of faults.

A seed decides everything: who acts, when the yacht calls, what breaks. In the end the link is healed, the two sides
exchange until it is quiet, and every invariant is checked (`invariants`). `defects` holds a planted defect for each
invariant, so that the checks are checked. After TigerBeetle's VOPR and Dropbox's sync tests.
"""
