"""yigao: Chinese articles to post-editing catalogs. See docs/architecture.md for the flow and the layers."""

__version__ = "0.1.0"
