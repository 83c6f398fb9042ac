"""A client of the stream without a screen: the web app's rules in Python, for benchmarks, tests and bots."""
