"""The workbook that a unit fills in and sends back: what it holds, how it is read, what becomes of it."""
