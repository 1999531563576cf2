"""Reading the register: named statements, and the typed rows that they give. Nothing here writes."""
