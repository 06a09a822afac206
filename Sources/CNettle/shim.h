#ifndef GRIDLOCK_CNETTLE_SHIM_H
#define GRIDLOCK_CNETTLE_SHIM_H
#include <nettle/ripemd160.h>
#include <nettle/sha2.h>
#endif
