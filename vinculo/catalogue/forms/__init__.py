"""What is typed about products. Forms check; actions write."""
