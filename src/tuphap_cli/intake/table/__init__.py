"""Plans in tables: headings told by meaning, rows told apart, marks and dittos read."""
