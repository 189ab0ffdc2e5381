"""The strategic plan: its editions, the tree of objectives, and the themes it refers to."""
