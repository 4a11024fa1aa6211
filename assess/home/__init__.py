"""Home: the next step, the demo, what the program remembers."""
