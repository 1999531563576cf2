"""Taking commands back and doing them again."""
