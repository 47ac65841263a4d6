"""公开情况: the matrix unit × duty, the figures with the lists behind them, one obligation."""
