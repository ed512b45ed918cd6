"""The schema's two histories, edge (SQLite) and cloud (Postgres)."""
