"""Article formats: one part a format, each parses and escapes; none writes files."""
