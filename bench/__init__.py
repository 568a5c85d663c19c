"""What docs/performance.md quotes: ratios taken in one run, never a test's verdict."""
