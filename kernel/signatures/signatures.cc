#include "kernel/signatures/signatures.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <filesystem>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/signatures/found.h"
#include "kernel/signatures/messages.h"

namespace ocop::signatures {
namespace {

template <auto Free>
struct Freed {
  template <class T> void operator()(T* thing) const { Free(thing); }
};
void free_certificates(STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); }
using CmsPtr = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StorePathPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using StackPtr = std::unique_ptr<STACK_OF(X509), Freed<free_certificates>>;

BioPtr reading(std::string_view bytes) { return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

// The same through a buffer. CMS_verify() of OpenSSL 3.0 copies a source that is memory itself, and where a digest is one that it does not
// know it never frees the copy: 272 bytes for each such file.
BioPtr reading_through(std::string_view bytes) {
  BioPtr memory = reading(bytes), buffer(BIO_new(BIO_f_buffer()));
  BIO_push(buffer.get(), memory.release());
  return buffer;
}

// One text of a name, as UTF-8; empty when it has none. Control characters go: it is shown to people.
std::string part_of(X509_NAME* name, int kind) {
  const int at = X509_NAME_get_index_by_NID(name, kind, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int bytes = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (bytes < 0) return {};
  std::string out(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(bytes));
  OPENSSL_free(utf8);
  if (!text::is_valid_utf8(out)) return {};
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return std::string(text::cut(text::nfc(out), kMostName));
}
std::string name_of(X509_NAME* name) {
  std::string out = part_of(name, NID_commonName);
  return out.empty() ? part_of(name, NID_organizationName) : out;
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const auto day = Date::of(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
  if (!day) return std::nullopt;
  const std::int64_t seconds = ((std::int64_t{day->days} * 24 + parts.tm_hour) * 60 + parts.tm_min) * 60 + parts.tm_sec;
  return Instant{seconds * 1000};
}

// The time that the signer signed with the rest (RFC 5652 §11.3).
std::optional<Instant> signed_time(const CMS_SignerInfo* signer) {
  const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (at < 0) return std::nullopt;
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0);
  if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)) return std::nullopt;
  return instant_of(value->type == V_ASN1_UTCTIME ? value->value.utctime : value->value.generalizedtime);
}

bool is_weak(CMS_SignerInfo* signer) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, digest);
  const EVP_MD* method = EVP_get_digestbyobj(object);
  constexpr int kLeastDigest = 28;   // SHA-224: what MD5 (16) and SHA-1 (20) do not reach
  return method == nullptr || EVP_MD_get_size(method) < kLeastDigest;
}

Result<std::vector<X509Ptr>> read_pem(std::string_view pem, const std::string& file) {
  const BioPtr bio = reading(pem);
  std::vector<X509Ptr> out;
  while (X509* one = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) out.emplace_back(one);
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (out.empty() || !at_end) return Error::of(ErrorKind::invalid_input, Problem{"anchors", file, "certificates in PEM", {}});
  return out;
}

}  // namespace

struct Anchors::Certificates {
  std::vector<X509Ptr> all;
};

Anchors::Anchors() : kept_(std::make_shared<const Certificates>()) {}
std::size_t Anchors::size() const { return kept_->all.size(); }

Result<Anchors> Anchors::of_pem(std::string_view pem) {
  OCOP_TRY(all, read_pem(pem, "text"));
  Anchors out;
  out.kept_ = std::make_shared<const Certificates>(Certificates{std::move(all)});
  return out;
}

Result<Anchors> Anchors::load(const std::string& folder) {
  Certificates kept;
  if (folder.empty()) return Anchors();
  std::error_code fault;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
    const auto ending = entry.path().extension();
    if (ending == ".pem" || ending == ".crt") paths.push_back(entry.path().string());
  }
  if (fault) return Error::of(ErrorKind::not_found, "no folder of trusted certificates: " + folder);
  std::ranges::sort(paths);
  for (const std::string& path : paths) {
    OCOP_TRY(pem, files::read(path));
    OCOP_TRY(some, read_pem(pem, path));
    std::ranges::move(some, std::back_inserter(kept.all));
  }
  Anchors out;
  out.kept_ = std::make_shared<const Certificates>(std::move(kept));
  return out;
}

// One file against the anchors.
struct Checker {
  std::string_view pdf;
  const Anchors& anchors;
  Instant now;

  Signature one(const Found& found) const {
    Signature out;
    const auto broken = [&out](Fault fault) {
      out.standing = Standing::broken;
      out.fault = fault;
      return out;
    };
    const auto place = gap_of(found);
    if (!place) return broken(Fault::bytes_added);
    if (found.format != "/adbe.pkcs7.detached" && found.format != "/ETSI.CAdES.detached") {
      out.standing = Standing::unknown;
      out.fault = Fault::other_format;
      return out;
    }
    const auto* at = reinterpret_cast<const unsigned char*>(found.contents.data());
    const auto* const end = at + found.contents.size();
    const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(found.contents.size())));
    // Room is kept for the signature before it is known how long it will be: what is left of it is zeros, or it hides something.
    if (!cms || !std::all_of(at, end, [](unsigned char byte) { return byte == 0; })) return broken(Fault::unreadable);
    if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed || CMS_is_detached(cms.get()) != 1) return broken(Fault::unreadable);
    return judge(found, *cms, signed_bytes(*place));
  }

  // What stands between the two signed ranges: exactly the hexadecimal text of the signature, or bytes could be hidden around it.
  std::optional<Range> gap_of(const Found& found) const {
    if (found.ranges.size() != 4 || found.ranges[0] != 0) return std::nullopt;
    const auto fits = [&](long long value) { return value >= 0 && static_cast<unsigned long long>(value) <= pdf.size(); };
    if (!std::ranges::all_of(found.ranges, fits)) return std::nullopt;
    const auto first = static_cast<std::size_t>(found.ranges[1]), second = static_cast<std::size_t>(found.ranges[2]);
    if (second < first + 2 || pdf[first] != '<' || pdf[second - 1] != '>') return std::nullopt;
    const auto digit = [](char c) -> int {
      if (c >= '0' && c <= '9') return c - '0';
      if (c >= 'a' && c <= 'f') return c - 'a' + 10;
      return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    const std::string_view hex = pdf.substr(first + 1, second - first - 2);
    if (hex.size() != 2 * found.contents.size()) return std::nullopt;
    for (std::size_t i = 0; i < found.contents.size(); ++i) {
      const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
      if (high < 0 || low < 0 || static_cast<char>(high * 16 + low) != found.contents[i]) return std::nullopt;
    }
    const auto rest = static_cast<std::size_t>(found.ranges[3]);
    if (second + rest > pdf.size()) return std::nullopt;
    return Range{second, rest};
  }
  // Where the signed part ends; 0 for what has no sound place.
  std::size_t end_of(const Found& found) const {
    const auto place = gap_of(found);
    return place ? place->from + place->bytes : 0;
  }

  struct Parts { std::string_view before, behind; };
  Parts signed_bytes(const Range& rest) const {
    const std::size_t gap = pdf.substr(0, rest.from).rfind('<');
    return {pdf.substr(0, gap), pdf.substr(rest.from, rest.bytes)};
  }

  Signature judge(const Found& found, CMS_ContentInfo& cms, const Parts& parts) const {
    Signature out;
    out.standing = Standing::broken;
    out.fault = Fault::unreadable;
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(&cms);
    if (signers == nullptr || sk_CMS_SignerInfo_num(signers) != 1) return out;   // §12.8.3.3.1: exactly one
    std::string content;
    content.reserve(parts.before.size() + parts.behind.size());
    content.append(parts.before).append(parts.behind);
    const BioPtr bio = reading_through(content);
    const bool holds =
        CMS_verify(&cms, nullptr, nullptr, bio.get(), nullptr, CMS_DETACHED | CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
    ERR_clear_error();
    CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
    X509* certificate = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, &certificate, nullptr, nullptr);
    if (certificate == nullptr) return out;
    out.signer = name_of(X509_get_subject_name(certificate));
    out.issuer = name_of(X509_get_issuer_name(certificate));
    out.at = signed_time(signer);
    if (!out.at) out.at = read_pdf_time(found.stated);   // where ETSI.CAdES has it; signed with the rest of the file
    if (!holds) {
      out.fault = Fault::bytes_changed;
      return out;
    }
    out.fault = doubt(cms, *certificate, *signer, out.at);
    out.standing = out.fault == Fault::nothing ? Standing::valid : Standing::unknown;
    return out;
  }

  // Why a signature that is right is not vouched for.
  Fault doubt(CMS_ContentInfo& cms, X509& certificate, CMS_SignerInfo& signer, const std::optional<Instant>& at) const {
    if (is_weak(&signer)) return Fault::weak;
    constexpr std::int64_t kClocksDiffer = 10LL * 60 * 1000;   // milliseconds
    if (at && at->milliseconds > now.milliseconds + kClocksDiffer) return Fault::in_the_future;
    // Absent usage allows any (RFC 5280 §4.2.1.3): OpenSSL then answers with all bits.
    if ((X509_get_key_usage(&certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return Fault::other_use;
    return doubt_of_path(cms, certificate, at.value_or(now));
  }

  Fault doubt_of_path(CMS_ContentInfo& cms, X509& certificate, Instant at) const {
    const StorePtr store(X509_STORE_new());
    for (const X509Ptr& anchor : anchors.kept_->all) X509_STORE_add_cert(store.get(), anchor.get());
    const StackPtr sent(CMS_get1_certs(&cms));
    const StorePathPtr path(X509_STORE_CTX_new());
    if (!store || !path || X509_STORE_CTX_init(path.get(), store.get(), &certificate, sent.get()) != 1) return Fault::not_in_trust_list;
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(path.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);   // an authority below a root may be an anchor by itself
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_ANY);          // usage is asked by doubt(); certificates for mail are no others
    X509_VERIFY_PARAM_set_auth_level(rules, 2);                      // 112 bits: RSA of 2048, SHA-224
    X509_VERIFY_PARAM_set_time(rules, static_cast<std::time_t>(at.milliseconds / 1000));
    const int held = X509_verify_cert(path.get());
    const int fault = X509_STORE_CTX_get_error(path.get());
    ERR_clear_error();
    if (held == 1) return Fault::nothing;
    switch (fault) {
      case X509_V_ERR_CERT_HAS_EXPIRED:
      case X509_V_ERR_CERT_NOT_YET_VALID: return Fault::expired;
      case X509_V_ERR_EE_KEY_TOO_SMALL:
      case X509_V_ERR_CA_KEY_TOO_SMALL:
      case X509_V_ERR_CA_MD_TOO_WEAK: return Fault::weak;
      default: return Fault::not_in_trust_list;
    }
  }
};

namespace {
// The worse one decides.
int badness(Standing standing) {
  switch (standing) {
    case Standing::valid: return 0;
    case Standing::unknown: return 1;
    case Standing::none: return 2;
    case Standing::broken: return 3;
  }
  return 3;
}
}  // namespace

Result<Finding> check(std::string_view pdf, const Anchors& anchors, Instant now) {
  OCOP_TRY(found, find_signatures(pdf));
  Finding out;
  if (found.empty()) return out;
  const Checker checker{pdf, anchors, now};
  std::ranges::stable_sort(found, {}, [&](const Found& one) { return checker.end_of(one); });
  for (const Found& one : found) {
    out.signatures.push_back(checker.one(one));
    if (checker.end_of(one) == pdf.size()) out.signatures.back().covers = Covers::whole_file;
  }
  // Each covers the file as it was when it was made; the last must cover it as it is. What came behind it nobody has signed.
  if (Signature& last = out.signatures.back(); last.standing != Standing::broken && checker.end_of(found.back()) != pdf.size()) {
    last.standing = Standing::broken;
    last.fault = Fault::bytes_added;
  }
  const auto worst = std::ranges::max_element(out.signatures, {}, [](const Signature& one) { return badness(one.standing); });
  out.standing = worst->standing;
  out.fault = worst->fault;
  // Whoever signed first may have signed another page than the one that is read now. Before the doubts about a signer, whose sentences say
  // that the file is as it was signed.
  const bool added = std::ranges::any_of(out.signatures, [](const Signature& one) { return one.covers == Covers::earlier_state; });
  if (added && out.standing != Standing::broken) {
    out.standing = Standing::unknown;
    out.fault = Fault::added_between;
  }
  return out;
}

}  // namespace ocop::signatures
