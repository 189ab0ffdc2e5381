"""What a person meets first: my desk, the language, how the house is."""
