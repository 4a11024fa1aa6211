"""Integrate: what the panel saw differently."""
