"""The file of a register: opening and making it, its place, its lock, what a crash leaves, older formats."""
