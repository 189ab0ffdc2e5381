"""The tamper-evident register: entries chained by hash, and their verifier."""
