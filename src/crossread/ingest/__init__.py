"""Files and addresses to reports."""
