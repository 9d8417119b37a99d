#include "modules/certificates/confirmation_proof.h"

#include "kernel/base/text.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kFormat = "ocop-confirmation-proof/1";

Error malformed(std::string_view field, std::string_view got, std::string_view expected) {
  return Error::of(ErrorKind::malformed_request,
                   {std::string(field), std::string(text::cut(got, kMaxProblemText)), std::string(expected), msg::proof_unreadable});
}
Error refused(std::string_view field, std::string_view expected, std::string_view detail, const Message& message) {
  Error error = Error::of(ErrorKind::invalid_input, {std::string(field), "", std::string(expected), message});
  error.detail = detail;
  return error;
}

struct File { Confirmation confirmation; std::string entry, proof, log_key; };

std::string written(const File& file) {
  const Confirmation& one = file.confirmation;
  json::Writer out;   // one line: whoever reads it by eye has a tool for that
  out.begin_object().field("format", kFormat).member("confirmation").begin_object();
  out.field("id", one.id).field("number", one.number).field("decided", one.decided).field("issuer", one.issuer);
  out.field("signer", one.signer).field("province", one.province).field("file", one.sha256);
  if (one.corrects) out.field("corrects", *one.corrects);
  out.member("products").begin_array();
  for (const ConfirmedProduct& product : one.products)
    out.begin_object().field("id", product.product).field("code", product.code).field("stars", product.stars).end_object();
  out.end_array().end_object().field("salt", text::hex(one.salt)).field("entry", file.entry).field("proof", file.proof);
  out.field("log_key", file.log_key).end_object();
  return out.take() + "\n";
}

Result<File> read_file(std::string_view text) {
  constexpr int kDepth = 4;
  auto document = json::parse(text, {kMaxProofFile, kDepth});
  if (!document) return std::move(document).error();
  const json::Node root = document->root(), facts = root["confirmation"], products = facts["products"];
  if (root["format"].text_or("") != kFormat) return malformed("format", root["format"].brief(), kFormat);
  File file;
  Confirmation& one = file.confirmation;
  const auto id = ConfirmationId::parse(facts["id"].text_or(""));
  const auto decided = Date::parse_iso(facts["decided"].text_or(""));
  if (!id) return malformed("id", facts["id"].brief(), "a UUID");
  if (!decided) return malformed("decided", facts["decided"].brief(), "YYYY-MM-DD");
  one.id = *id;
  one.decided = *decided;
  one.number = facts["number"].text_or("");
  one.issuer = facts["issuer"].text_or("");
  one.signer = facts["signer"].text_or("");
  one.province = facts["province"].text_or("");
  one.sha256 = facts["file"].text_or("");
  one.corrects = ConfirmationId::parse(facts["corrects"].text_or(""));
  for (std::size_t i = 0; i < products.size(); ++i) {
    const auto product = ProductId::parse(products.at(i)["id"].text_or(""));
    const auto stars = products.at(i)["stars"].integer();
    if (!product || !stars) return malformed("products", products.at(i).brief(), "id, code, stars");
    one.products.push_back({*product, std::string(products.at(i)["code"].text_or("")), {}, static_cast<int>(*stars)});
  }
  const auto salt = crypto::hex_decode(root["salt"].text_or(""));
  if (!salt || salt->size() != 32) return malformed("salt", root["salt"].brief(), "64 hexadecimal digits");
  one.salt = *salt;
  file.entry = root["entry"].text_or("");
  file.proof = root["proof"].text_or("");
  file.log_key = root["log_key"].text_or("");
  return file;
}

}  // namespace

std::string write_confirmation_proof(const Confirmation& confirmation, std::string_view entry, const tlog::Proof& proof,
                                     const tlog::LogKey& log_key) {
  return written({confirmation, std::string(entry), tlog::write_proof(proof), tlog::write_log_key(log_key)});
}

Result<ConfirmationVerdict> verify_confirmation(std::string_view text, const tlog::LogKey& trusted) {
  if (text.size() > kMaxProofFile) return Error::of(ErrorKind::too_large, "a proof file has at most 256 KiB");
  // 1. Read, and written again: a file that differs by a byte from what the program writes is not its file.
  OCOP_TRY(file, read_file(text));
  if (written(file) != std::string(text::trim(text)) + "\n") return malformed("", "", "the file as it was downloaded");
  // 2. Of the log that the reader trusts.
  if (file.log_key != tlog::write_log_key(trusted))
    return refused("log_key", "the key of the trusted log", "the file is of another log", msg::proof_other_log);
  // 3. The facts are those of the entry: the commitment is opened by the salt.
  auto entry = json::parse(file.entry);
  file.confirmation.confirmed = entry ? Instant::parse_iso(entry->root()["at"].text_or("")) : std::nullopt;
  if (!file.confirmation.confirmed) return malformed("entry", "", "an entry of the log");
  if (!tlog::says(file.entry, confirmation_entry(file.confirmation)))
    return refused("confirmation", "the facts of the entry", "the facts are not those of the log's entry", msg::proof_other_facts);
  // 4. The entry is in the tree of a checkpoint that the log signed.
  OCOP_TRY(proof, tlog::read_proof(file.proof));
  auto head = tlog::open_checkpoint(proof.checkpoint, trusted.origin, trusted.public_key);
  if (!head) return refused("proof", "a checkpoint signed by the log", head.error().detail, msg::proof_false_signature);
  if (!tlog::verify_inclusion(tlog::leaf_hash(file.entry), proof.index, head->size, proof.path, head->root))
    return refused("proof", "a path to the signed root", "the entry is not in the log", msg::proof_not_in_log);
  file.confirmation.log_index = proof.index;
  return ConfirmationVerdict{std::move(file.confirmation), head->size, std::move(proof.checkpoint)};
}

}  // namespace ocop::certificates
