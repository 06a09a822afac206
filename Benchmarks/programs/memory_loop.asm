; Loads, stores and copies in 21 KB of memory, and hashes it at the end. Call data: n.

  PUSH0 CALLDATALOAD  PUSH0                       ; [n i]
loop:
  DUP1 5 SHL 0x1fe0 AND                           ; [n i offset]
  DUP1 MLOAD DUP3 ADD                             ; [n i offset v]
  DUP2 MSTORE                                     ; memory[offset] = v
  DUP2 DUP2 7 ADD MSTORE8                         ; memory[offset + 7] = i, a byte
  256 DUP2 DUP1 0x3000 ADD MCOPY                  ; memory[0x3000 + offset] = memory[offset], 256 bytes
  POP
  1 ADD  DUP2 DUP2 LT  @loop JUMPI                ; while i < n
  POP POP
  0x5100 PUSH0 KECCAK256
  PUSH0 MSTORE  32 PUSH0 RETURN
