"""Formats that the memory, glossaries and catalogs are exchanged in: one part each, found by file suffix."""
