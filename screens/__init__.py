"""What people see: the terminal interface. Imports no database library."""
