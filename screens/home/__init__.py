"""Home: the next step, and who is acting."""
