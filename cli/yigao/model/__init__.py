"""The nouns: frozen dataclasses and protocols, standard library only."""
