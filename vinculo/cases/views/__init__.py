"""The pages of cases, contacts, hand-overs and company tables."""
