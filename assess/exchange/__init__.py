"""Exchange: formats in and out. Calls the rooms below, has no rules of its own."""
