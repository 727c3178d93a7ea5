"""The verbs: no click, no printing."""
