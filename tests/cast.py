"""The same people in every test: subscriber, member, child, stranger, editor."""
