"""What commands share to run the product: children under one parent, the port, the words at start."""
