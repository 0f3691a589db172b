"""Strings: folding, words, sentences, matching, numbers, case. Pure functions; no files, no glossary."""
