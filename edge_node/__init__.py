"""The node: a yacht's local API over SQLite, at work with or without a link."""
