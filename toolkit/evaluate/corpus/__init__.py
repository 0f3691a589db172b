"""A glossary measured on a corpus: what of it occurs, what is followed, what people write instead."""
