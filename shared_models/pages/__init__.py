"""What the pages of node and shore have in common: who is signed in, how a page is made, forms drawn from the registry.

Pages call the same functions as the API and invent no action and no field.
"""
