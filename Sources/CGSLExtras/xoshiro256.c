#include "CGSLExtras.h"

/// SplitMix64 (Steele, Lea and Flood 2014): spreads one 64-bit seed over the state. It is a bijection
/// of its counter, so two seeds never give the same state, and four outputs in a row are never all zero.
static uint64_t split_mix(uint64_t *counter) {
  uint64_t z = (*counter += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static void xoshiro256_set(void *state, unsigned long seed) {
  gridlock_xoshiro256_state *x = state;
  uint64_t counter = seed;
  x->s0 = split_mix(&counter);
  x->s1 = split_mix(&counter);
  x->s2 = split_mix(&counter);
  x->s3 = split_mix(&counter);
}

static uint64_t xoshiro256_next(void *state) {
  return gridlock_xoshiro256_step(state);
}

static unsigned long xoshiro256_get(void *state) { return xoshiro256_next(state); }

/// In [0, 1): the upper 53 bits, exactly as many as a double keeps.
static double xoshiro256_get_double(void *state) {
  return (double)(xoshiro256_next(state) >> 11) * 0x1.0p-53;
}

/// GSL hands seeds and draws around as unsigned long.
_Static_assert(sizeof(unsigned long) == sizeof(uint64_t), "unsigned long must have 64 bits");

static const gsl_rng_type xoshiro256_type = {
    "xoshiro256**", UINT64_MAX, 0, sizeof(gridlock_xoshiro256_state),
    xoshiro256_set, xoshiro256_get, xoshiro256_get_double};

gsl_rng *gridlock_xoshiro256_alloc(uint64_t seed) {
  gsl_rng *generator = gsl_rng_alloc(&xoshiro256_type);
  // Again, because gsl_rng_alloc seeds from gsl_rng_default_seed, which the environment may have set.
  if (generator) gsl_rng_set(generator, seed);
  return generator;
}
