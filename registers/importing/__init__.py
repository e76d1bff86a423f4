"""Reading a spreadsheet register: its file, its columns, and what each row says of a use case."""
