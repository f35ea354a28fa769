"""What is for sale: sellers, listings, sizes and stock; search; vocabulary; import, export and the sample."""
