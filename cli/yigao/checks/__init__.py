"""Checks of translations, one rule a file: its name is the file's with hyphens, its docstring is its page.

A rule module has ``SEVERITY``; ``LANGUAGES``, if it only makes sense for some target languages; and one of

- ``check(unit, context)``, which yields the problems of one entry, or
- ``check_catalog(units, context)``, which yields pairs of a unit and a problem for rules that compare entries. Instead of
  a unit it may name an entry, or None for the catalog as a whole.

``OF_CATALOG = True``: it is about the catalog more than about its entries, so drafts are not milder, and it is reported
whatever lines changed. ``LAST = True`` makes it run after all others, with what came of waivers in the context.
``EXAMPLE``, if its examples need more of the context than a term base, holds arguments of `Context`. A name with an
underscore in front is no rule.

Its docstring has a first line that names the bad pattern, then paragraphs that begin with ``What:``, ``Why:``, ``Bad:``,
``Good:`` (both ``source ⇒ target``; a test runs them) and, where there is more to say than the general way, ``Waive:``.
"""
