"""Term bases: reading and matching."""
