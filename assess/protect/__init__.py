"""Protect: the end of the data's life."""
