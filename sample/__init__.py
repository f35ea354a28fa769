"""The sample catalogue: its two CSV files, and the drawn pictures that stand in for photographs."""
