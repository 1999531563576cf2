"""Plans written as prose: the outline of the text, the labels in it, what document it is."""
