"""Whether a register is whole: what doctor examines, and what a report can afford to check."""
