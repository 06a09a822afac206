#ifndef GRIDLOCK_CTHREADS_SHIM_H
#define GRIDLOCK_CTHREADS_SHIM_H
// What Swift cannot call itself: variadic functions and one instruction.
#include <limits.h>
#include <stdint.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/futex.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#endif

/// Tells the core that this is a waiting loop.
static inline void threads_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

/// Asks for the cache line at `address`, to be written soon. A hint: no address is wrong.
static inline void threads_prefetch(const void *address) {
#if defined(__x86_64__)
  // The compiler takes an instruction for reading unless it may assume a processor that has this one; where
  // there is none it does nothing.
  __asm__ __volatile__("prefetchw %0" : : "m"(*(const char *)address));
#else
  __builtin_prefetch(address, 1, 3);
#endif
}

/// Asks for the cache line at `address`, to be read soon. A hint: no address is wrong.
static inline void threads_prefetch_to_read(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

/// Makes this thread's sleeps end within a nanosecond of when asked, not 50 microseconds later.
static inline void threads_end_sleeps_on_time(void) {
#ifdef __linux__
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
#endif
}

/// Sleeps until `*word` is woken, unless it is not `expected` any more. May return for no reason.
static inline void threads_wait(const void *word, uint32_t expected) {
#ifdef __linux__
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, (void *)0, (void *)0, 0);
#else
  if (*(const volatile uint32_t *)word == expected) usleep(50);
#endif
}

/// The same, for at most so many nanoseconds, fewer than a second.
static inline void threads_wait_at_most(const void *word, uint32_t expected, uint64_t nanoseconds) {
#ifdef __linux__
  struct timespec limit = {0, (long)nanoseconds};
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, &limit, (void *)0, 0);
#else
  if (*(const volatile uint32_t *)word == expected) usleep(50);
#endif
}

/// Wakes every thread that sleeps on `word`.
static inline void threads_wake(const void *word) {
#ifdef __linux__
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, (void *)0, (void *)0, 0);
#endif
}
#endif
