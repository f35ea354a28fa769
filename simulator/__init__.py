"""WhatsApp-like phones in the browser, through the real inbound route."""
