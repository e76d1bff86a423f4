"""What is read of the registers for rules, pages and other apps. Reads only."""
