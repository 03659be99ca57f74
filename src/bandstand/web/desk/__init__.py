"""What officers, session managers and door helpers work with."""
