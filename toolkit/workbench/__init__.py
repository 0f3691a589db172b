"""The workbench: a local page on which a translator decides over a post-editing job."""
