"""Who sits with whom, suggested from who is actually there; volunteers overrule it with two taps."""
