"""Who keeps which customers: redistribution by rule, the dossier of a portfolio, and the indicators of the registry."""
