; Calls the contract under test n times. Call data: n (32 bytes), then the inner call's data.
; erc20_batch, amm_batch and empty_batch are this code; their .state puts another contract there.

  32 CALLDATASIZE SUB  32 PUSH0 CALLDATACOPY      ; memory[0..] = the inner call's data
  PUSH0 CALLDATALOAD  PUSH0                       ; [n i]
loop:
  PUSH0 PUSH0  32 CALLDATASIZE SUB  PUSH0 PUSH0
  #20:0x7a26000000000000000000000000000000000001 GAS CALL
  ISZERO @fail JUMPI
  1 ADD  DUP2 DUP2 LT  @loop JUMPI                ; while i < n
  PUSH0 MSTORE  32 PUSH0 RETURN
fail:
  PUSH0 PUSH0 REVERT
