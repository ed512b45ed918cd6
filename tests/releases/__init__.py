"""What each released version's databases looked like, with data in them: see make.py."""
