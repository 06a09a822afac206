; Hashes 64 bytes n times, each hash into the next. Call data: n.

  PUSH0 CALLDATALOAD  PUSH0                       ; [n i]
  0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95 32 MSTORE
loop:
  64 PUSH0 KECCAK256  PUSH0 MSTORE
  1 ADD  DUP2 DUP2 LT  @loop JUMPI                ; while i < n
  PUSH0 MLOAD
  PUSH0 MSTORE  32 PUSH0 RETURN
