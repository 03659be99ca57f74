"""Forms, one file per noun, shared by public and desk."""
