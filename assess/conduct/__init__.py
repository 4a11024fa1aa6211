"""Conduct: the assessor's hour. What was seen is kept apart from what is made of it."""
