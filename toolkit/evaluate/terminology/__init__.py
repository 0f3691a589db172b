"""Measures of terminology as additive statistics: tiers of success, wrong wordings, consistency, over-use, misses.

What a right term is, is not decided here: `toolkit.checks.terms` does that for every verb.
"""
