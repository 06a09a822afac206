#ifndef GRIDLOCK_CGMP_SHIM_H
#define GRIDLOCK_CGMP_SHIM_H
/* The documented names (mpz_powm, …) are macros, which Swift does not import: call __gmpz_powm. */
#include <gmp.h>
#endif
