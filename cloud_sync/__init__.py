"""The shore: every yacht's data in Postgres, one yacht apart from another."""
