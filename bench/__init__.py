"""Benchmarks: ratios and growth, never timed tests."""
