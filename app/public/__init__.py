"""What anyone may read without signing in: published minutes and decisions."""
