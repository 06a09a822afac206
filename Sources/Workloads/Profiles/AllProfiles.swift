/// The profiles a workload file can name.
public let allProfiles: [any WorkloadProfile.Type] = [
  TransfersProfile.self,
  SwapsProfile.self,
  DeFiProfile.self,
  NFTProfile.self,
  GamingProfile.self,
  SupplyChainProfile.self,
  HealthcareProfile.self,
  DAOProfile.self,
  RealEstateProfile.self,
  BridgeProfile.self,
  RollupProfile.self,
  AdversarialProfile.self,
  StructuredProfile.self,
]
