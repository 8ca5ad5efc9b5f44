"""One story to its brief."""
