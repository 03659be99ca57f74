"""Settings, addresses, servers and the command: the only place that knows everything."""
