"""Alembic migrations: one per change of the register's format."""
