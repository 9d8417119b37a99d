#include "kernel/crypto/devices.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace ocop::crypto {
namespace {

template <auto kFree> struct Freed {
  template <class T> void operator()(T* one) const { kFree(one); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Null when they are no key of that kind: the coordinates are checked against the curve.
Key key_of(const char* kind, OSSL_PARAM* parameters) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || !parameters || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return nullptr;
  return Key(key);
}

bool verify_sha256(const Key& key, std::string_view message, std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  const bool right = key && context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
  ERR_clear_error();   // the queue is the thread's, and TLS reads it
  return right;
}

}  // namespace

Sha1Digest hmac_sha1(std::string_view key, std::string_view message) {
  Sha1Digest out{};
  unsigned int size = 0;
  const auto* const made = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes_of(message), message.size(), out.data(), &size);
  if (made == nullptr || size != out.size()) throw std::runtime_error("OpenSSL has no HMAC-SHA-1");
  return out;
}

bool verify_es256(std::string_view x, std::string_view y, std::string_view message, std::string_view der_signature) {
  constexpr std::size_t kCoordinate = 32;
  if (x.size() != kCoordinate || y.size() != kCoordinate) return false;
  std::string point = "\x04";   // uncompressed, SEC 1 §2.3.3
  point.append(x).append(y);
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  return verify_sha256(key_of("EC", parameters.get()), message, der_signature);
}

bool verify_rs256(std::string_view modulus, std::string_view exponent, std::string_view message, std::string_view signature) {
  constexpr std::size_t kMostExponent = 4;   // 65537 has three bytes
  if (modulus.size() < kLeastRsaBytes || modulus.size() > kMostRsaBytes) return false;
  if (exponent.empty() || exponent.size() > kMostExponent) return false;
  const Number n(BN_bin2bn(bytes_of(modulus), static_cast<int>(modulus.size()), nullptr));
  const Number e(BN_bin2bn(bytes_of(exponent), static_cast<int>(exponent.size()), nullptr));
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  return verify_sha256(key_of("RSA", parameters.get()), message, signature);
}

}  // namespace ocop::crypto
