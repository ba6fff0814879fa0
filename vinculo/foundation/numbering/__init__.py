"""Consecutive numbers without gaps of meaning: protocols, orders, proposals."""
