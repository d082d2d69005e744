"""The faces: what a person or another program sees. They parse, call and show, and decide nothing."""
