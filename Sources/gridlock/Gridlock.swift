import ArgumentParser

@main
struct Gridlock: ParsableCommand {}
