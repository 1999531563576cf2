"""The parts of the Word format: what is said, the tables, the template, the pages."""
