"""A brief to pages and files. These modules see a brief and nothing else."""
