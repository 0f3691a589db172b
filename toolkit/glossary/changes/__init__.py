"""What two versions of a glossary say differently, and how two of them become one. No files, no prose.

`pairing` finds what belongs together, `diff` tells it apart, `merge` puts it together.
"""
