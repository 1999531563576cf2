"""Names of units: cut out of a cell, found among the known ones, given a code."""
