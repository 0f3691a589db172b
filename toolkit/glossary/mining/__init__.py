"""Candidate terms out of texts, for a human to accept or reject. Counting only; no trained model."""
