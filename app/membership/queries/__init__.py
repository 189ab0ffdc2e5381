"""What the pages of membership show, read in as few queries for many rows as for two."""
