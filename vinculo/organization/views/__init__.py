"""The pages of the configurator and of the person's own account, split by noun."""
