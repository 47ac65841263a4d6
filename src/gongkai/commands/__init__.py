"""What ``gongkai`` does, one file per command."""
