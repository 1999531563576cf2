"""The register's file: tables, one connection with two lanes, named reads, the ledger, records."""
