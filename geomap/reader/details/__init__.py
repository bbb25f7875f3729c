"""Who takes part in an event, how many it hurt, what is made of a venue."""
