"""Open Referral UK 3.0: its nine operations, and HSDS organisations with their accounts elsewhere."""
