"""Posts, comments and the weekly host's rota."""
