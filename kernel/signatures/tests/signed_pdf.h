#pragma once
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "kernel/base/time.h"

// Signed PDFs for tests: a little authority, its signers, and files that they sign as programs of offices do (a gap for the CMS between two
// signed ranges, a second signature as an incremental update). Everything is made when it is asked for; nothing is a fixture.
namespace ocop::signatures::test {

struct Term { const char* from = "2025-01-01T00:00:00.000Z"; const char* to = "2035-01-01T00:00:00.000Z"; };

// A certificate with its key.
struct Identity {
  std::shared_ptr<X509> certificate;
  std::shared_ptr<EVP_PKEY> key;
  std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    char* at = nullptr;
    const long size = BIO_get_mem_data(bio, &at);
    std::string out(at, static_cast<std::size_t>(size));
    BIO_free(bio);
    return out;
  }
};

enum class Use : unsigned char { authority, signing, agreement };

inline void add_extension(X509* to, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  X509_add_ext(to, extension, -1);
  X509_EXTENSION_free(extension);
}

// Issued by `issuer`; by itself when there is none.
inline Identity issue(const std::string& name, Use use, const Identity* issuer = nullptr, Term term = {}) {
  Identity out{{X509_new(), X509_free}, {EVP_EC_gen("P-256"), EVP_PKEY_free}};
  X509* const made = out.certificate.get();
  static int serial = 0;   // tests only: two certificates of an authority are two
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial);
  ASN1_TIME_set(X509_getm_notBefore(made), Instant::parse_iso(term.from).value().milliseconds / 1000);
  ASN1_TIME_set(X509_getm_notAfter(made), Instant::parse_iso(term.to).value().milliseconds / 1000);
  const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8, text, -1, -1, 0);
  X509* const by = issuer ? issuer->certificate.get() : made;
  X509_set_issuer_name(made, X509_get_subject_name(by));
  X509_set_pubkey(made, out.key.get());
  add_extension(made, by, NID_basic_constraints, use == Use::authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  const char* const uses = use == Use::authority ? "critical,keyCertSign"
                           : use == Use::signing ? "critical,digitalSignature,nonRepudiation" : "critical,keyAgreement";
  add_extension(made, by, NID_key_usage, uses);
  X509_sign(made, (issuer ? issuer->key : out.key).get(), EVP_sha256());
  return out;
}

struct How {
  const char* at = "2026-11-20T02:00:00.000Z";   // stated by the signature; nullptr = not stated
  const EVP_MD* digest = EVP_sha256();
  unsigned flags = 0;                            // more for CMS_sign: CMS_NOCERTS
  const char* format = "/adbe.pkcs7.detached";
};

inline std::string cms_of(const std::string& content, const Identity& by, const How& how) {
  BIO* bio = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
  const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | how.flags;
  CMS_ContentInfo* cms = CMS_sign(nullptr, nullptr, nullptr, bio, flags);
  CMS_SignerInfo* signer = CMS_add1_signer(cms, by.certificate.get(), by.key.get(), how.digest, flags);
  if (how.at != nullptr) {
    ASN1_TIME* time = ASN1_TIME_set(nullptr, Instant::parse_iso(how.at).value().milliseconds / 1000);
    CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time, -1);
    ASN1_TIME_free(time);
  }
  CMS_final(cms, bio, nullptr, flags);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms, &der);
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  CMS_ContentInfo_free(cms);
  BIO_free(bio);
  return out;
}

// Writes objects one behind the other and the table of where they are.
class Writer {
 public:
  explicit Writer(std::string begun = "%PDF-1.7\n") : out(std::move(begun)) {}
  void object(int number, const std::string& text) {
    places_.emplace_back(number, out.size());
    out += std::to_string(number) + " 0 obj\n" + text + "\nendobj\n";
  }
  void end(int size, std::size_t previous) {
    const std::size_t table = out.size();
    out += "xref\n";
    if (previous == 0) out += "0 1\n0000000000 65535 f \n";
    for (const auto& [number, at] : places_) {
      std::array<char, 32> line{};
      std::snprintf(line.data(), line.size(), "%010zu 00000 n \n", at);
      out += std::to_string(number) + " 1\n" + line.data();
    }
    out += "trailer << /Size " + std::to_string(size) + " /Root 1 0 R" +
           (previous == 0 ? "" : " /Prev " + std::to_string(previous)) + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  }
  std::string out;

 private:
  std::vector<std::pair<int, std::size_t>> places_;
};

inline constexpr std::size_t kRoom = 6000;   // bytes that are kept for the signature
inline std::string signature_object(const How& how, const std::string& extra = {}) {
  return std::string("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter ") + how.format + extra +
         " /ByteRange [0000000000 0000000000 0000000000 0000000000] /Contents <" + std::string(2 * kRoom, '0') + "> >>";
}

// Fills the last gap of a file that is complete but for its signature.
inline std::string fill(std::string pdf, const Identity& by, const How& how) {
  const std::size_t gap = pdf.rfind("/Contents <") + 10, behind = pdf.find('>', gap) + 1;
  const std::size_t ranges = pdf.rfind("/ByteRange [") + 12;
  std::array<char, 64> numbers{};
  std::snprintf(numbers.data(), numbers.size(), "%010d %010zu %010zu %010zu", 0, gap, behind, pdf.size() - behind);
  pdf.replace(ranges, 43, numbers.data());
  const std::string cms = cms_of(pdf.substr(0, gap) + pdf.substr(behind), by, how);
  std::string hex;
  for (const char c : cms) {
    std::array<char, 3> two{};
    std::snprintf(two.data(), two.size(), "%02x", static_cast<unsigned char>(c));
    hex += two.data();
  }
  return pdf.replace(gap + 1, hex.size(), hex);
}

inline Writer page_of(const std::string& words, const std::string& fields) {
  Writer writer;
  writer.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>");
  writer.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  writer.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Note (" + words + ") >>");
  writer.object(6, "<< /Fields [" + fields + "] /SigFlags 3 >>");
  return writer;
}
inline std::string unsigned_pdf(const std::string& words = "Quyet dinh") {
  Writer writer = page_of(words, "");
  writer.end(7, 0);
  return writer.out;
}
inline std::string signed_pdf(const Identity& by, How how = {}, const std::string& words = "Quyet dinh", const std::string& extra = {}) {
  Writer writer = page_of(words, "4 0 R");
  writer.object(4, "<< /FT /Sig /T (Chu ky 1) /Subtype /Widget /Rect [0 0 0 0] /V 5 0 R >>");
  writer.object(5, signature_object(how, extra));
  writer.end(7, 0);
  return fill(writer.out, by, how);
}
// What an office's stamp does after the chair has signed.
inline std::string sign_again(const std::string& pdf, const Identity& by, How how = {}) {
  const std::size_t previous = std::stoul(pdf.substr(pdf.rfind("startxref") + 10));
  Writer writer(pdf);
  writer.object(6, "<< /Fields [4 0 R 7 0 R] /SigFlags 3 >>");
  writer.object(7, "<< /FT /Sig /T (Con dau) /Subtype /Widget /Rect [0 0 0 0] /V 8 0 R >>");
  writer.object(8, signature_object(how));
  writer.end(9, previous);
  return fill(writer.out, by, how);
}
// A change that keeps what was signed: another page of the same number, behind it.
inline std::string append_update(const std::string& pdf) {
  const std::size_t previous = std::stoul(pdf.substr(pdf.rfind("startxref") + 10));
  Writer writer(pdf);
  writer.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Note (Five stars) >>");
  writer.end(9, previous);
  return writer.out;
}

}  // namespace ocop::signatures::test
