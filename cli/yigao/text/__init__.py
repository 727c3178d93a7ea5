"""Pure functions on strings: nothing here reads files or knows catalogs."""
