"""Reports of checks, one format a file.

A report module has ``render(report)``, which returns the text of the report, the same for the same report, and ``SUFFIX``,
the usual ending of its files. It may have ``for_people(report, localised, coloured=…)``, what standard output
gets instead, and ``step_summary(report)``, Markdown for the page of a GitHub job.
"""
