"""Twilio's twin without Twilio: messages stay in the outbox, where the simulator's phones read them."""
