"""The pages of matrices."""
