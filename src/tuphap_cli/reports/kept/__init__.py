"""What a signed report keeps, and the text in which a closed period keeps it."""
