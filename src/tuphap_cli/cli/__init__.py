"""The command line: thin modules of signatures, help and one call each."""
