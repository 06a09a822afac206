; Counts sixteen slots up in turn, warm after the first round. Call data: n.

  PUSH0 CALLDATALOAD  PUSH0                       ; [n i]
loop:
  DUP1 15 AND                                     ; [n i slot]
  DUP1 SLOAD 1 ADD  SWAP1 SSTORE
  1 ADD  DUP2 DUP2 LT  @loop JUMPI                ; while i < n
  PUSH0 SLOAD
  PUSH0 MSTORE  32 PUSH0 RETURN
