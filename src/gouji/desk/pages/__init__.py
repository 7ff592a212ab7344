"""The pages of the desk, built on the server from values; nothing here reads a file or a database."""
