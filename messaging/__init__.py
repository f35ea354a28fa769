"""The post office: what comes in, what goes out, and how it is delivered."""
