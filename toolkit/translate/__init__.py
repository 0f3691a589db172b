"""Batch translation that keeps the terms and survives anything: plan, steer, run, journal."""
