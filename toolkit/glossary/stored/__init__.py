"""A big glossary made ready once and opened in an instant: what lies on the disk, and how it is asked."""
