#ifndef GRIDLOCK_CGSL_EXTRAS_H
#define GRIDLOCK_CGSL_EXTRAS_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/// A new generator of the xoshiro256** family (Blackman and Vigna, "Scrambled linear pseudorandom
/// number generators", 2021) behind GSL's interface, so that every gsl_ran_* function draws from it.
///
/// GSL's own generators cut their seed to 32 bits and take seed 0 for another; here all 64 bits count
/// and no two seeds share a state. Null if memory is out. Free it with gsl_rng_free.
gsl_rng *gridlock_xoshiro256_alloc(uint64_t seed);

#endif
