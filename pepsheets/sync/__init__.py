"""Two sheets kept in step: what a round decides, does and remembers. Nothing here reads the clock."""
