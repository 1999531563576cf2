"""The whole register as open data: written as a folder of JSON Lines, and made again from one."""
