"""Long work with progress, in the background."""
