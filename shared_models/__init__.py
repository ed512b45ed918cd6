"""What a yacht's node and the shore both are. Imports nothing of theirs."""
