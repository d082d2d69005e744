"""What is right: pure functions and frozen dataclasses, without a clock."""
