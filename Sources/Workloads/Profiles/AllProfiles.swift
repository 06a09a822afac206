/// The profiles a workload file can name.
public let allProfiles: [any WorkloadProfile.Type] = [
  TransfersProfile.self,
  SwapsProfile.self,
]
