"""The front end: sources of style and scripts, and how they become static/dist."""
