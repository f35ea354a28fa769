"""What a seller does with orders, questions, complaints and reviews: a file for each deed."""
