"""Files and their storage: what belongs to an act today, later also versions and texts written together."""
