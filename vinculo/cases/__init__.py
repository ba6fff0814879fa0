"""Service cases (atendimentos) and their contacts; the tables by which a company classifies them."""
