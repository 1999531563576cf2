"""Pure rules of the register: standard library and dateutil only; no clock, files, SQL or print."""
