"""What a sentence is made of: phrases, verbs, their subjects and objects."""
