"""Rubrics as files: their model, loading, hashes and lint. No database."""
