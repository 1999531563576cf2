"""A register on a PostgreSQL server: its address, its connection and tables, copying it from and to a file."""
