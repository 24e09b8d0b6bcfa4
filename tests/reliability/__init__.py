"""What is promised under kills, faults, hostile text and attacks, with the figures that show it."""
