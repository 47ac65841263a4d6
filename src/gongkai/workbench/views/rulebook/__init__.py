"""标准目录: its duties in words, its versions, and putting a new one into force."""
