"""What people see, by audience: public, desk, account."""
