"""The parts that the screens are made of; they post messages and know nothing of the `Coach`."""
