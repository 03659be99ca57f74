"""Groups, kinds, their online places; import, search, map."""
