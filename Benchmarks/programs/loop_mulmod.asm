; The costly arithmetic: MULMOD by a 256-bit modulus, DIV by 128 bits, EXP. Call data: n.

  PUSH0 CALLDATALOAD
  0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95
  PUSH0                                           ; [n x i]
loop:
  #32:0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f
  #32:0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95
  DUP4 MULMOD                                     ; [n x i m=x*K%P]
  DUP1 128 SHR 1 OR                               ; [n x i m d]
  DUP2 DIV                                        ; [n x i m m/d]
  13 SWAP1 EXP                                    ; [n x i m (m/d)**13]
  XOR                                             ; [n x i x']
  SWAP2 POP                                       ; [n x' i]
  1 ADD  DUP3 DUP2 LT  @loop JUMPI                ; while i < n
  POP
  PUSH0 MSTORE  32 PUSH0 RETURN
