"""What comes before a talk and between two: brief, recap mail, drill, how the real talk went."""
