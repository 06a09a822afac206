import State

/// What conflicts are about; the recorder of accesses is with the state.
public typealias Location = StateLocation
