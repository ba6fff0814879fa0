"""What may be done to products."""
