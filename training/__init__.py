"""How the shipped encoder is made: prepare, fit, export, report. Nothing here runs in the product."""
