"""What it costs: on the wire, on board and ashore, with other people's tools beside it (./dev bench)."""
