"""The third verb: scores against references, with significance, term by term. Renders nothing."""
