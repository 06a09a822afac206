#ifndef GRIDLOCK_CGSL_EXTRAS_H
#define GRIDLOCK_CGSL_EXTRAS_H

#include <gsl/gsl_min.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <stdint.h>

/// A new generator of the xoshiro256** family (Blackman and Vigna, "Scrambled linear pseudorandom
/// number generators", 2021) behind GSL's interface, so that every gsl_ran_* function draws from it.
///
/// GSL's own generators cut their seed to 32 bits and take seed 0 for another; here all 64 bits count
/// and no two seeds share a state. Null if memory is out. Free it with gsl_rng_free.
gsl_rng *gridlock_xoshiro256_alloc(uint64_t seed);

/// The state of such a generator.
typedef struct {
  uint64_t s0, s1, s2, s3;
} gridlock_xoshiro256_state;

static inline uint64_t gridlock_rotate_left(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/// The next 64 bits.
static inline uint64_t gridlock_xoshiro256_step(gridlock_xoshiro256_state *s) {
  uint64_t result = gridlock_rotate_left(s->s1 * 5, 7) * 9;
  uint64_t t = s->s1 << 17;
  s->s2 ^= s->s0;
  s->s3 ^= s->s1;
  s->s1 ^= s->s2;
  s->s0 ^= s->s3;
  s->s2 ^= t;
  s->s3 = gridlock_rotate_left(s->s3, 45);
  return result;
}

/// The next 64 bits of a generator of gridlock_xoshiro256_alloc: what gsl_rng_get gives, without two
/// calls through pointers.
static inline uint64_t gridlock_xoshiro256_next(gsl_rng *generator) {
  return gridlock_xoshiro256_step((gridlock_xoshiro256_state *)generator->state);
}

/// The state of a generator of gridlock_xoshiro256_alloc.
static inline gridlock_xoshiro256_state gridlock_xoshiro256_load(const gsl_rng *generator) {
  return *(const gridlock_xoshiro256_state *)generator->state;
}

/// Gives a generator of gridlock_xoshiro256_alloc that state.
static inline void gridlock_xoshiro256_store(gsl_rng *generator, gridlock_xoshiro256_state state) {
  *(gridlock_xoshiro256_state *)generator->state = state;
}

/// A root finder by Brent's method. A function, because Swift takes GSL's constants for variables that
/// other threads might change. Null if memory is out. Free it with gsl_root_fsolver_free.
static inline gsl_root_fsolver *gridlock_brent_alloc(void) {
  return gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
}

/// A minimiser by Brent's method; otherwise as gridlock_brent_alloc. Free it with gsl_min_fminimizer_free.
static inline gsl_min_fminimizer *gridlock_brent_minimiser_alloc(void) {
  return gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
}

/// A minimiser of functions of `size` numbers by the simplex method; otherwise as gridlock_brent_alloc. Free
/// it with gsl_multimin_fminimizer_free.
static inline gsl_multimin_fminimizer *gridlock_simplex_alloc(size_t size) {
  return gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, size);
}

#endif
