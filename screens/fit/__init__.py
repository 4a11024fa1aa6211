"""Fit: who, how sure, and why."""
