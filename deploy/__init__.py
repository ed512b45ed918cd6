"""How the parts are put together to run: the command, the small world, the demo."""
