#include "modules/certificates/proof.h"

#include <charconv>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

// What a file of certificates from before entries named the product's code says, and one of today.
constexpr std::string_view kFormatWithoutCode = "ocop-certificate-proof/1", kFormat = "ocop-certificate-proof/2";
std::string_view format_of(const Certificate& certificate) { return certificate.code.empty() ? kFormatWithoutCode : kFormat; }

Error malformed(std::string_view field, std::string_view got, std::string_view expected) {
  return Error::of(ErrorKind::malformed_request,
                   {std::string(field), std::string(text::cut(got, kMaxProblemText)), std::string(expected), msg::proof_unreadable});
}
Error refused(std::string_view field, std::string_view expected, std::string_view detail, const Message& message) {
  Error error = Error::of(ErrorKind::invalid_input, {std::string(field), "", std::string(expected), message});
  error.detail = detail;
  return error;
}

// What stands on paper, in the order of the paper: the file shows it, the leaf holds it.
std::string facts_json(const Certificate& certificate) {
  std::string out = "{\n";
  const auto line = [&out](std::string_view key, std::string_view value, std::string_view end = ",\n") {
    out += "    ";
    json::append_escaped(out, key);
    out += ": ";
    json::append_escaped(out, value);
    out += end;
  };
  line("number", certificate.number);
  line("product", certificate.product_name);
  line("producer", certificate.producer_name);
  line("place", certificate.place);
  out += "    \"stars\": " + std::to_string(certificate.stars) + ",\n";
  line("decision", certificate.decision_number);
  line("decided", certificate.decided.iso());
  line("signer", certificate.signer);
  line("issued", certificate.issued.iso());
  line("valid_until", certificate.valid_until.iso());
  line("rulebook", certificate.rulebook);
  line("product_set", certificate.product_set);
  if (!certificate.code.empty()) {
    line("id", certificate.id.text());
    line("code", certificate.code);
    line("product_id", certificate.product.text());
    line("producer_id", certificate.producer.text());
  }
  line("dossier", certificate.dossier.text(), "\n");
  return out + "  }";
}

std::string bundle(const Issued& issued, std::string_view entry, std::string_view proof, std::string_view log_key) {
  std::string out = "{\n";
  const auto field = [&out](std::string_view key, std::string_view value, std::string_view end = ",\n") {
    out += "  ";
    json::append_escaped(out, key);
    out += ": ";
    json::append_escaped(out, value);
    out += end;
  };
  field("format", format_of(issued.certificate));
  out += "  \"certificate\": " + facts_json(issued.certificate) + ",\n";
  field("salt", text::hex(issued.salt));
  field("entry", entry);
  field("proof", proof);
  field("log_key", log_key, "\n");
  return out + "}\n";
}

struct File { Issued issued; std::string entry, proof, log_key; };

Result<void> read_ids(const json::Node& facts, Certificate& certificate) {
  const auto id = CertificateId::parse(facts["id"].text_or(""));
  const auto product = ProductId::parse(facts["product_id"].text_or(""));
  const auto producer = ProducerId::parse(facts["producer_id"].text_or(""));
  certificate.code = facts["code"].text_or("");
  if (!id) return malformed("id", facts["id"].brief(), "a UUID");
  if (!product) return malformed("product_id", facts["product_id"].brief(), "a UUID");
  if (!producer) return malformed("producer_id", facts["producer_id"].brief(), "a UUID");
  if (certificate.code.empty()) return malformed("code", facts["code"].brief(), "a text");
  certificate.id = *id;
  certificate.product = *product;
  certificate.producer = *producer;
  return {};
}

// The file as values; every member must be there and be of its kind.
Result<File> read_file(std::string_view text) {
  auto document = json::parse(text, {kMaxProofFile, 4});
  if (!document) return std::move(document).error();
  const json::Node root = document->root(), facts = root["certificate"];
  const std::string_view format = root["format"].text_or("");
  if (format != kFormat && format != kFormatWithoutCode) return malformed("format", format, kFormat);
  File file;
  Certificate& certificate = file.issued.certificate;
  const std::pair<std::string_view, std::string*> texts[] = {
      {"number", &certificate.number},       {"product", &certificate.product_name},        {"producer", &certificate.producer_name},
      {"place", &certificate.place},         {"decision", &certificate.decision_number},    {"signer", &certificate.signer},
      {"rulebook", &certificate.rulebook},   {"product_set", &certificate.product_set}};
  for (const auto& [key, value] : texts) {
    if (!facts[key].text()) return malformed(key, facts[key].brief(), "a text");
    *value = *facts[key].text();
  }
  const std::pair<std::string_view, Date*> dates[] = {
      {"decided", &certificate.decided}, {"issued", &certificate.issued}, {"valid_until", &certificate.valid_until}};
  for (const auto& [key, value] : dates) {
    const auto date = Date::parse_iso(facts[key].text_or(""));
    if (!date) return malformed(key, facts[key].brief(), "YYYY-MM-DD");
    *value = *date;
  }
  const auto stars = facts["stars"].integer();
  if (!stars || *stars < 3 || *stars > 5) return malformed("stars", facts["stars"].brief(), "3..5");
  certificate.stars = static_cast<int>(*stars);
  const auto dossier = DossierId::parse(facts["dossier"].text_or(""));
  if (!dossier) return malformed("dossier", facts["dossier"].brief(), "a UUID");
  certificate.dossier = *dossier;
  if (format == kFormat) OCOP_CHECK(read_ids(facts, certificate));
  const auto salt = crypto::hex_decode(root["salt"].text_or(""));
  if (!salt || salt->size() != 32) return malformed("salt", root["salt"].brief(), "64 hexadecimal digits");
  file.issued.salt = *salt;
  file.entry = root["entry"].text_or("");
  file.proof = root["proof"].text_or("");
  file.log_key = root["log_key"].text_or("");
  return file;
}

// As it was downloaded: LF line ends, one at the end. A browser's form and some mail programs send CRLF and cut the last.
std::string as_written(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (const char letter : text::trim(text)) {
    if (letter != '\r') out.push_back(letter);
  }
  return out + '\n';
}

}  // namespace

tlog::Entry issued_entry(const Issued& issued) {
  const Certificate& certificate = issued.certificate;
  const auto commitment = [&issued](std::string_view field, std::string_view value) {
    return tlog::commit(issued.salt, std::string(field) + ":" + std::string(value));
  };
  const bool named = !certificate.code.empty();   // not so before format /2
  json::Writer out;   // keys in sorted order
  out.begin_object();
  if (named) out.field("code", certificate.code);
  out.field("decided", certificate.decided).field("decision", certificate.decision_number).field("dossier", certificate.dossier);
  if (named) out.field("id", certificate.id);
  out.field("issued", certificate.issued).field("number", certificate.number);
  out.field("place", certificate.place).field("producer", commitment("producer", certificate.producer_name));
  if (named) out.field("producer_id", certificate.producer);
  out.field("product", certificate.product_name);
  if (named) out.field("product_id", certificate.product);
  out.field("product_set", certificate.product_set).field("rulebook", certificate.rulebook);
  out.field("signer", commitment("signer", certificate.signer)).field("stars", static_cast<std::int64_t>(certificate.stars));
  out.field("valid_until", certificate.valid_until).end_object();
  return {std::string(kIssuedKind), certificate.number, out.take(), issued.recorded};
}

tlog::Entry withdrawn_entry(const Certificate& certificate, const Withdrawal& withdrawal) {
  json::Writer out;
  out.begin_object().field("concluded", withdrawal.concluded).field("decided", withdrawal.decided);
  out.field("decision", withdrawal.decision_number).field("ground", name(withdrawal.ground));
  out.field("number", certificate.number).end_object();
  return {std::string(kWithdrawnKind), certificate.number, out.take(), withdrawal.recorded};
}

tlog::Entry decision_entry(const Decision& decision) {
  json::Writer out;
  out.begin_object().field("decided", decision.decided).field("decision", decision.number);
  out.field("number", decision.dossier_number).field("outcome", name(decision.outcome));
  out.field("stars", static_cast<std::int64_t>(decision.stars));
  out.field("total", std::to_string(decision.total.numerator()) + "/" + std::to_string(decision.total.denominator())).end_object();
  return {std::string(kDecisionKind), decision.dossier.text(), out.take(), decision.recorded};
}

namespace {
bool read_day(const json::Node& node, Date& day) {
  const auto read = Date::parse_iso(node.text_or(""));
  if (read) day = *read;
  return read.has_value();
}
}  // namespace

std::optional<Logged> read_issued_entry(const json::Node& entry) {
  const json::Node body = entry["body"];
  Logged out;
  Certificate& certificate = out.certificate;
  const auto logged = Instant::parse_iso(entry["at"].text_or(""));
  const auto dossier = DossierId::parse(body["dossier"].text_or(""));
  const auto stars = body["stars"].integer();
  if (!logged || !dossier || !stars || !read_day(body["decided"], certificate.decided) || !read_day(body["issued"], certificate.issued) ||
      !read_day(body["valid_until"], certificate.valid_until))
    return std::nullopt;
  out.logged = *logged;
  certificate.dossier = *dossier;
  certificate.stars = static_cast<int>(*stars);
  certificate.number = body["number"].text_or("");
  certificate.decision_number = body["decision"].text_or("");
  certificate.product_name = body["product"].text_or("");
  certificate.place = body["place"].text_or("");
  certificate.rulebook = body["rulebook"].text_or("");
  certificate.product_set = body["product_set"].text_or("");
  certificate.code = body["code"].text_or("");
  certificate.id = CertificateId::parse(body["id"].text_or("")).value_or(CertificateId{});
  certificate.product = ProductId::parse(body["product_id"].text_or("")).value_or(ProductId{});
  certificate.producer = ProducerId::parse(body["producer_id"].text_or("")).value_or(ProducerId{});
  out.producer_commitment = body["producer"].text_or("");
  out.signer_commitment = body["signer"].text_or("");
  return out;
}

std::optional<Withdrawal> read_withdrawn_entry(const json::Node& entry) {
  const json::Node body = entry["body"];
  Withdrawal out;
  const auto logged = Instant::parse_iso(entry["at"].text_or(""));
  const auto ground = parse_ground(body["ground"].text_or(""));
  if (!logged || !ground || !read_day(body["concluded"], out.concluded) || !read_day(body["decided"], out.decided)) return std::nullopt;
  out.ground = *ground;
  out.recorded = *logged;
  out.decision_number = body["decision"].text_or("");
  return out;
}

bool opens(std::string_view salt, std::string_view field, std::string_view value, std::string_view commitment) {
  return tlog::commit(salt, std::string(field) + ":" + std::string(value)) == commitment;
}

std::string write_certificate_proof(const Issued& issued, std::string_view entry, const tlog::Proof& proof, const tlog::LogKey& log_key) {
  return bundle(issued, entry, tlog::write_proof(proof), tlog::write_log_key(log_key));
}

Result<Verdict> verify_certificate(std::string_view text, const tlog::LogKey& trusted) {
  if (text.size() > kMaxProofFile) return Error::of(ErrorKind::too_large, "a proof file has at most 256 KiB");
  // 1. Read, and write again: a file that differs by a byte from what the program writes is not its file.
  const std::string written = as_written(text);
  OCOP_TRY(file, read_file(written));
  if (bundle(file.issued, file.entry, file.proof, file.log_key) != written) return malformed("", "", "the file as it was downloaded");
  // 2. Of the log that the reader trusts.
  if (file.log_key != tlog::write_log_key(trusted)) {
    return refused("log_key", "the key of the trusted log", "the file is of another log", msg::proof_other_log);
  }
  // 3. The facts are those of the entry: commitments are opened by the salt.
  auto entry = json::parse(file.entry);
  const auto logged = entry ? Instant::parse_iso(entry->root()["at"].text_or("")) : std::nullopt;
  if (!logged) return malformed("entry", "", "an entry of the log");
  file.issued.recorded = *logged;
  if (!tlog::says(file.entry, issued_entry(file.issued))) {
    return refused("certificate", "the facts of the entry", "the facts are not those of the log's entry", msg::proof_other_facts);
  }
  // 4. The entry is in the tree of a checkpoint that the log signed.
  OCOP_TRY(proof, tlog::read_proof(file.proof));
  auto head = tlog::open_checkpoint(proof.checkpoint, trusted.origin, trusted.public_key);
  if (!head) return refused("proof", "a checkpoint signed by the log", head.error().detail, msg::proof_false_signature);
  if (!tlog::verify_inclusion(tlog::leaf_hash(file.entry), proof.index, head->size, proof.path, head->root)) {
    return refused("proof", "a path to the signed root", "the entry is not in the log", msg::proof_not_in_log);
  }
  file.issued.certificate.log_index = proof.index;
  return Verdict{std::move(file.issued.certificate), *logged, proof.index, head->size, std::move(proof.checkpoint)};
}

}  // namespace ocop::certificates
