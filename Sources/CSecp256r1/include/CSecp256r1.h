#ifndef GRIDLOCK_CSECP256R1_H
#define GRIDLOCK_CSECP256R1_H
#include <stdint.h>

/// Whether (r, s) is an ECDSA signature of a 32-byte hash by the key (x, y) on secp256r1, as EIP-7951 has
/// it: no for numbers out of their ranges and for points that are not on the curve. Numbers are 32 bytes,
/// most significant first. About 0.15 ms. Safe on all threads at once.
int secp256r1_verifies(const uint8_t *hash, const uint8_t *r, const uint8_t *s, const uint8_t *x,
                       const uint8_t *y);
#endif
