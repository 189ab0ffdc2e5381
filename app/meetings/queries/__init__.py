"""What is read of meetings, decisions and minutes."""
