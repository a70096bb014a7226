"""What one does with comments beside sending them: change, take back, thank, ask, quote, name somebody."""
