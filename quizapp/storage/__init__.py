"""What is kept on disk: one SQLite file, its migrations and backups, one store per noun."""
