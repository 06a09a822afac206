; Counts to n: the shortest loop there is. Call data: n.

  PUSH0 CALLDATALOAD  PUSH0                       ; [n i]
loop:
  1 ADD                                           ; [n i+1]
  DUP2 DUP2 LT  @loop JUMPI                       ; while i < n
  PUSH0 MSTORE  32 PUSH0 RETURN
