"""The pages of the customer registry."""
