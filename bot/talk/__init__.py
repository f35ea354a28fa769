"""The machine of a talk: what a turn holds, what stands open, buttons, forms. Knows no deed."""
