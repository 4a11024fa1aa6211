"""People: who works with the program, in which function, with which rights. Never candidates."""
