"""The translation memory: a project's reviewed units in SQLite, found by text, by context and by likeness."""
