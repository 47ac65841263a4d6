"""Journal: the audit trail, refusals, events and the shape of every action.

The lowest domain room. It knows nobody and no record kind; every other domain writes through it.
"""
