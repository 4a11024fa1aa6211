"""The store: one database file an organization, its transactions, guards and journal."""
