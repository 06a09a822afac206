#include "CSecp256r1.h"

#include <gmp.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>

// Nettle multiplies points; the two products are added here. Its own ecdsa_verify adds without the case of
// equal points, which whoever chooses key and signature can bring about.

static const char *const fieldPrime =
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
static const char *const groupOrder =
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
static const char *const generatorX =
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
static const char *const generatorY =
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

static void load(mpz_t number, const uint8_t *bytes) {
  mpz_init(number);
  mpz_import(number, 32, 1, 1, 1, 0, bytes);
}

/// (x, y) becomes the product of the point and a number from 1 to the order less one; 0 if the point is not
/// on the curve.
static int multiply(mpz_t x, mpz_t y, const mpz_t number) {
  struct ecc_point point, product;
  struct ecc_scalar scalar;
  const struct ecc_curve *curve = nettle_get_secp_256r1();
  ecc_point_init(&point, curve);
  ecc_point_init(&product, curve);
  ecc_scalar_init(&scalar, curve);
  int succeeded = ecc_point_set(&point, x, y) && ecc_scalar_set(&scalar, number);
  if (succeeded) {
    ecc_point_mul(&product, &scalar, &point);
    ecc_point_get(&product, x, y);
  }
  ecc_scalar_clear(&scalar);
  ecc_point_clear(&product);
  ecc_point_clear(&point);
  return succeeded;
}

/// The slope of the line through two points, or of the tangent where they are one; 0 where their sum is
/// infinity.
static int slope(mpz_t result, const mpz_t x1, const mpz_t y1, const mpz_t x2, const mpz_t y2,
                 const mpz_t p) {
  mpz_t divisor;
  mpz_init(divisor);
  int isFinite = 1;
  if (mpz_cmp(x1, x2) != 0) {
    mpz_sub(result, y2, y1);
    mpz_sub(divisor, x2, x1);
  } else if (mpz_cmp(y1, y2) == 0) {
    // y² = x³ − 3x + b. No point has y = 0: the order is odd.
    mpz_mul(result, x1, x1);
    mpz_sub_ui(result, result, 1);
    mpz_mul_ui(result, result, 3);
    mpz_mul_ui(divisor, y1, 2);
  } else {
    isFinite = 0;
  }
  if (isFinite) {
    mpz_mod(divisor, divisor, p);
    mpz_invert(divisor, divisor, p);
    mpz_mul(result, result, divisor);
    mpz_mod(result, result, p);
  }
  mpz_clear(divisor);
  return isFinite;
}

/// Makes x1 the x coordinate of the sum of two points; 0 where the sum is infinity.
static int add(mpz_t x1, const mpz_t y1, const mpz_t x2, const mpz_t y2) {
  mpz_t p, lambda;
  mpz_init_set_str(p, fieldPrime, 16);
  mpz_init(lambda);
  int isFinite = slope(lambda, x1, y1, x2, y2, p);
  if (isFinite) {
    mpz_mul(lambda, lambda, lambda);
    mpz_sub(lambda, lambda, x1);
    mpz_sub(lambda, lambda, x2);
    mpz_mod(x1, lambda, p);
  }
  mpz_clear(lambda);
  mpz_clear(p);
  return isFinite;
}

/// Whether the x coordinate of u₁·G + u₂·key is r modulo the order, for u₂ not zero.
static int fits(const mpz_t u1, const mpz_t u2, mpz_t keyX, mpz_t keyY, const mpz_t r,
                const mpz_t order) {
  if (!multiply(keyX, keyY, u2)) return 0;
  int isFinite = 1;
  if (mpz_sgn(u1) != 0) {
    mpz_t x, y;
    mpz_init_set_str(x, generatorX, 16);
    mpz_init_set_str(y, generatorY, 16);
    isFinite = multiply(x, y, u1) && add(keyX, keyY, x, y);
    mpz_clear(y);
    mpz_clear(x);
  }
  mpz_mod(keyX, keyX, order);
  return isFinite && mpz_cmp(keyX, r) == 0;
}

static int isScalar(const mpz_t number, const mpz_t order) {
  return mpz_sgn(number) > 0 && mpz_cmp(number, order) < 0;
}

int secp256r1_verifies(const uint8_t *hash, const uint8_t *rBytes, const uint8_t *sBytes,
                       const uint8_t *xBytes, const uint8_t *yBytes) {
  mpz_t u1, r, s, x, y, order, u2;
  load(u1, hash);
  load(r, rBytes);
  load(s, sBytes);
  load(x, xBytes);
  load(y, yBytes);
  mpz_init(u2);
  mpz_init_set_str(order, groupOrder, 16);
  int verifies = 0;
  if (isScalar(r, order) && isScalar(s, order)) {
    mpz_invert(s, s, order);
    mpz_mul(u1, u1, s);
    mpz_mod(u1, u1, order);
    mpz_mul(u2, r, s);
    mpz_mod(u2, u2, order);
    verifies = fits(u1, u2, x, y, r, order);
  }
  mpz_clears(u1, r, s, x, y, order, u2, NULL);
  return verifies;
}
