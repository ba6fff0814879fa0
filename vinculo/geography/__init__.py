"""Brazilian states, municipalities and CEP ranges, shipped with the product and read offline."""
