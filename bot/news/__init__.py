"""What people hear without having asked: of orders, complaints, questions, their shop."""
