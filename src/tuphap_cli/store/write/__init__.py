"""Writing the register: one transaction and one journal row for each command, one module for each kind of record."""
