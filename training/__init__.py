"""The recipe of the zh→en model: prepare, train, export, evaluate. The product does not import it."""
