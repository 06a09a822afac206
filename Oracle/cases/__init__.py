"""Random cases: blocks of mostly valid transactions on contracts that call each other. Same seed, same case."""
