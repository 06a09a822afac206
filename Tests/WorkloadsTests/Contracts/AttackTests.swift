import Primitives
import State
import Testing

@testable import Workloads

@Suite struct AttackTests {
  private let bench = ContractBench()

  /// In order a walk is short; with the fuse lit nothing but the gas limit ends it.
  @Test func zombieBurnsAllItsGas() throws {
    let maze = PlacedContract(.maze, in: &bench.genesis)
    maze.set("steps", to: 1_000_000_000, in: &bench.genesis)
    let walk = maze.call(from: 1, "walk(uint256)", [1], gas: 2_000_000)
    #expect(try bench.send(walk) == .halted)
    #expect(bench.gasUsed == 2_000_000)
    #expect(
      try bench.send(maze.call(from: 2, "set_steps(uint256,uint256)", [8, 10], gas: 100_000))
        == .success)
    #expect(try bench.send(walk) == .success)
    #expect(bench.gasUsed < 60_000)
  }

  /// From another start other rooms are visited.
  @Test func wandererWritesWhereItsStartLeads() throws {
    let maze = PlacedContract(.maze, in: &bench.genesis)
    let call = maze.call(from: 1, "wander(uint256)", [3], gas: 500_000)
    var room: Word = 0
    var visited: [Word] = []
    for _ in 0..<6 {
      room = keccak256(room).word & 4_095
      visited.append(room)
    }
    #expect(try bench.send(call) == .success)
    #expect(bench.value(maze, "position") == visited[2])
    #expect(try bench.send(call) == .success)
    #expect(bench.value(maze, "position") == visited[5])
    for room in Set(visited) {
      #expect(
        bench.value(maze, "visits", [room]) == Word(number: visited.count { $0 == room }))
    }
  }

  @Test func linksHashTheirPredecessor() throws {
    let cells = PlacedContract(.cells, in: &bench.genesis)
    cells.set("length", to: 3, in: &bench.genesis)
    var value: Word = 0
    for number in 0..<4 {
      let decoy = PlacedContract(.decoy, number: number, in: &bench.genesis)
      decoy.set("cells", to: cells.word, in: &bench.genesis)
      decoy.set("number", to: Word(number: number), in: &bench.genesis)
    }
    for number in 0..<4 {
      let decoy = PlacedContract(.decoy, number: number, in: &bench.genesis)
      #expect(
        try bench.send(decoy.call(from: number, "poke(uint256)", [77], gas: 200_000)) == .success)
      // The fourth begins a new chain.
      value = keccak256(words: [number == 3 ? 0 : value, Word(number: number), 77])
      #expect(bench.value(cells, "cells", [Word(number: number)]) == value)
    }
  }

  /// What a round costs decides how large giants are.
  @Test func giantsAreAsLargeAsAsked() throws {
    let furnace = PlacedContract(.furnace, in: &bench.genesis)
    var calls: [UInt64] = []
    for rounds in [1_000, 2_000] as [Word] {
      #expect(
        try bench.send(furnace.call(from: 1, "burn(uint256)", [rounds], gas: 5_000_000))
          == .success)
      calls.append(bench.gasUsed)
    }
    let perRound = Double(calls[1] - calls[0]) / 1_000
    #expect(abs(perRound - Double(AdversarialSession.gasOfRound)) < 10, "\(perRound) gas a round")
  }
}
