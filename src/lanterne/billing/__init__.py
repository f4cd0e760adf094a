"""Plans, prices, subscriptions and charges."""
