"""Report: what leaves the program: documents, from the same frozen objects as the screens, and the doctor."""
