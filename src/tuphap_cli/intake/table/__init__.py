"""Plans in tables: headings recognised by meaning, rows distinguished, marks and dittos read."""
