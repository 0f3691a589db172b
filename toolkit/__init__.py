"""Translation-quality and terminology toolkit: one glossary for checking, post-editing and proof.

From Python use `toolkit.api`. To read the code, start at `toolkit.model`; the main job is `toolkit.jobs.demo`.
"""

__version__ = "0.1.0"
