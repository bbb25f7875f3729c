"""Words and sentences: what they are, whatever is read from them."""
