"""The company's matrices: tables of rules written in drafts, published with a reason, decided by the engine."""
