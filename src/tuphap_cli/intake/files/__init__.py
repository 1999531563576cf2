"""Files from outside: opened within limits, read into grids of cells and paragraphs with places; no meaning yet."""
