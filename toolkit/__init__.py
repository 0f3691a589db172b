"""Translation-quality and terminology toolkit: one glossary for checking, post-editing and proof.

Start reading at `toolkit.model`; the main job is `toolkit.jobs.demo`.
"""

__version__ = "0.1.0"
