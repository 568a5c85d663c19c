"""The real program, killed at random instants and asked afterwards what it knows."""
