"""Checks that need no glossary and no model: one kind of rule a file, all of them listed in `table`."""
