import EVM
import State
import Workloads

extension BlockStream {
  /// A generated workload on the EVM of its fork.
  /// - Throws: ``ExperimentFailure`` for a fork whose rules we have not.
  init(_ workload: GeneratedWorkload, name: String) throws(ExperimentFailure) {
    guard let fork = Fork(name: workload.fork) else {
      throw ExperimentFailure("\(name): the rules of \(workload.fork) are not there yet")
    }
    let genesis = WorldState(workload.genesis)
    let rules = ForkRules(fork)
    let engine = EVMEngine(rules: rules, codeStore: genesis.codeStore)
    let steps = workload.blocks.map { block in
      // Generated contracts do not ask for block hashes, and generated headers have none.
      let environment = BlockEnvironment(
        header: block.header, chainID: workload.chainID, rules: rules, blockHashes: [:])
      return Step(
        block: block,
        executor: EVMExecutor(engine: engine, block: block, environment: environment))
    }
    self.init(name: name, genesis: genesis, steps: steps)
  }
}
