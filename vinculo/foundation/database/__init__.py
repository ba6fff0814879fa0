"""What the database itself knows: accent folding, name sounds, pieces of numbers."""
