"""Judging a translation beside comparable texts: good writing on the same subject that is no translation of it.

Which terms professionals use, which words are too frequent or missing, how far the style lies from theirs.
"""
