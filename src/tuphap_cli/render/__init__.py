"""Drawing report objects: for a terminal, for other programs, for a page."""
