"""What is owed and what was paid: charges and receipts."""
