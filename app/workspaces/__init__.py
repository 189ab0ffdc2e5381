"""Joint work of variable geometry: workspaces, who takes part and from when to when, and their discussion."""
