"""The pure ground of the house: values and arithmetic, with no input, output, clock or chance."""
