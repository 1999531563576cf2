"""Reading PDF: letters and lines of each page, tables by their ruling lines, paragraphs; knows nothing of plans."""
