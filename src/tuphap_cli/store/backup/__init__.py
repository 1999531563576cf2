"""Backups of a register: making, keeping, choosing, restoring."""
