"""Commands of the office, on the machine the market runs on."""
