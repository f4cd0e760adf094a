"""The judge that lives here: n-grams of words and characters, weighed by logistic regression."""
