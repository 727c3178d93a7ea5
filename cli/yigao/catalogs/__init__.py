"""gettext catalogs: reading, writing, merging."""
