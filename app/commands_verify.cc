// `ocop verify …`: is it sound? Looks only: beside a program that serves, and in copies that nobody may write to.
#include <functional>
#include <ostream>

#include "app/application.h"
#include "app/commands.h"
#include "app/log_heads.h"
#include "app/pace.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/tlog/cosign.h"
#include "kernel/tlog/tlog.h"
#include "modules/certificates/confirmation_proof.h"
#include "modules/certificates/proof.h"

namespace ocop::app {
namespace {

// Damage is what was asked for, and no fault of the program: what cannot be read is a finding.
std::vector<std::string> all_of(const std::function<std::vector<std::string>()>& check) {
  try {
    return check();
  } catch (const std::exception& fault) {
    return {std::string("cannot be read to its end: ") + fault.what()};
  }
}

// A finding may name a key that damage made bytes of: it is a line of text all the same.
std::string as_line(std::string_view finding) {
  static constexpr char kHex[] = "0123456789abcdef";
  const bool text = text::is_valid_utf8(finding);
  std::string out;
  for (const char byte : finding) {
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x20 && code != 0x7f && (text || code < 0x80)) out += byte;
    else out.append({'\\', 'x', kHex[code >> 4], kHex[code & 0xf]});
  }
  return out;
}

ExitCode conclude(const std::vector<std::string>& findings, std::string_view sound, Streams io) {
  for (const std::string& finding : findings) io.err << as_line(finding) << '\n';
  if (findings.empty()) io.out << sound << '\n';
  return findings.empty() ? ExitCode::ok : ExitCode::findings;
}

// A database that cannot be opened because it is damaged is not sound; one that is not there, or of another version, is no finding.
ExitCode unopened(const Error& error, Streams io) {
  Error told = error;
  told.detail = as_line(error.detail);
  const ExitCode code = complain(told, io);
  return error.kind == ErrorKind::internal ? ExitCode::findings : code;
}

// Without the modules, which the database is too damaged for.
std::vector<std::string> recheck_log_alone(Platform& base, const Error& why, std::span<const std::string> kept) {
  std::vector<std::string> findings{why.detail};
  for (std::string& finding : all_of([&] {
         return base.database().read([&](db::Reader& reader) {
           return tlog::verify_log(reader, base.log_origin(), base.log_key().public_key, kept);
         });
       }))
    findings.push_back(std::move(finding));
  return findings;
}

}  // namespace

ExitCode verify_log_command(const Config& config, const std::string& kept, Streams io) {
  std::vector<std::string> checkpoints;
  if (!kept.empty()) {
    Result<std::string> note = files::read(kept);
    if (!note) {
      complain(note.error(), io);
      return ExitCode::no_input;
    }
    checkpoints.push_back(std::move(*note));
  }
  const auto platform = Platform::look(config, Platform::Heads::looked_at_later);
  if (!platform) return unopened(platform.error(), io);
  Platform& base = **platform;
  Pace pace(io.err);
  std::int64_t entries = 0;
  const std::vector<std::string> findings = all_of([&] {
    // Before the snapshot is taken: the program beside us may sign a younger head at any moment.
    for (const std::string& head : head_files(config))
      if (files::exists(head))
        if (auto note = files::read(head)) checkpoints.push_back(std::move(*note));
    const auto application = Application::look(base);
    if (!application) return recheck_log_alone(base, application.error(), checkpoints);
    return base.database().read([&](db::Reader& reader) {
      auto found = (*application)->recheck(reader, checkpoints, [&](auto part, auto done, auto total) { pace.at(part, done, total); });
      entries = tlog::head(reader).size;
      return found;
    });
  });
  const std::string counted = std::to_string(entries) + " entries, ";
  if (!findings.empty()) io.out << counted << "the log is NOT sound\n";
  return conclude(findings, counted + "the log is sound", io);
}

namespace {

// A key as it is typed, or the file that holds it.
Result<std::string> key_text(const std::string& given) {
  if (!files::exists(given)) return given;
  return files::read(given);
}

// The proof file, and the key that it is held against.
struct Asked { std::string proof; tlog::LogKey key; };
ExitCode read_asked(const Config& config, const ProofRequest& request, Streams io, Asked& into) {
  auto proof = files::read(request.file);
  if (!proof) {
    complain(proof.error(), io);
    return ExitCode::no_input;
  }
  const auto text = key_text(request.key.empty() ? config.data + "/log.pub" : request.key);
  if (!text) return complain(text.error(), io);
  auto key = tlog::read_log_key(*text);
  if (!key) {
    complain(key.error(), io);
    return ExitCode::usage;
  }
  into = {std::move(*proof), std::move(*key)};
  return ExitCode::ok;
}

// Who cosigned the checkpoint of a proof, and when; whoever did not is a finding.
ExitCode tell_cosigned(const std::string& checkpoint, const std::vector<std::string>& witnesses, Streams io) {
  ExitCode code = ExitCode::ok;
  for (const std::string& given : witnesses) {
    const auto text = key_text(given);
    const auto key = text ? tlog::read_witness_key(*text) : Result<tlog::WitnessKey>(text.error());
    if (!key) {
      complain(key.error(), io);
      return ExitCode::usage;
    }
    const auto at = tlog::cosigned(checkpoint, *key);
    if (at && *at) {
      io.out << "cosigned by " << key->name << " on " << (*at)->iso() << '\n';
      continue;
    }
    io.err << "not cosigned by " << key->name << (at ? "" : ": " + at.error().detail) << '\n';
    code = ExitCode::findings;
  }
  return code;
}

}  // namespace

ExitCode verify_decision_file(const Config& config, const ProofRequest& request, Streams io) {
  Asked asked;
  if (const ExitCode code = read_asked(config, request, io, asked); code != ExitCode::ok) return code;
  const auto verdict = certificates::verify_confirmation(asked.proof, asked.key);
  if (!verdict) {
    complain(verdict.error(), io);
    return ExitCode::findings;
  }
  const certificates::Confirmation& facts = verdict->confirmation;
  io.out << "decision " << facts.number << " of " << facts.decided.iso() << " by " << facts.issuer << ", signed by " << facts.signer << '\n'
         << facts.products.size() << " products; its file has the SHA-256 " << facts.sha256 << '\n';
  for (const certificates::ConfirmedProduct& one : facts.products) io.out << "  " << one.code << ": " << one.stars << " stars\n";
  if (facts.corrects) io.out << "it corrects the entry " << facts.corrects->text() << '\n';
  io.out << "confirmed as it stands here, and in the log of " << asked.key.origin << ": entry " << facts.log_index << " of "
         << verdict->tree_size << ", " << facts.confirmed->iso() << '\n'
         << "A file cannot say whether it was corrected or withdrawn: ask the page of the decision.\n";
  return tell_cosigned(verdict->checkpoint, request.witnesses, io);
}

ExitCode verify_certificate_file(const Config& config, const ProofRequest& request, Streams io) {
  Asked asked;
  if (const ExitCode code = read_asked(config, request, io, asked); code != ExitCode::ok) return code;
  const auto verdict = certificates::verify_certificate(asked.proof, asked.key);
  if (!verdict) {
    complain(verdict.error(), io);
    return ExitCode::findings;
  }
  const certificates::Certificate& facts = verdict->certificate;
  io.out << facts.number << ": " << facts.product_name << ", " << facts.stars << " stars, " << facts.producer_name << "\n"
         << "decision " << facts.decision_number << " of " << facts.decided.iso() << ", valid until " << facts.valid_until.iso() << '\n'
         << "issued as printed, and in the log of " << asked.key.origin << ": entry " << verdict->log_index << " of " << verdict->tree_size
         << ", " << verdict->logged.iso() << '\n'
         << (vietnam_date(SystemClock().now()) > facts.valid_until
                 ? "LAPSED: its term is over\n"
                 : "in its term when its checkpoint of " + std::to_string(verdict->tree_size) + " entries was signed\n")
         << "A file cannot say whether it was withdrawn: ask the page of the certificate.\n";
  return tell_cosigned(verdict->checkpoint, request.witnesses, io);
}

ExitCode verify_files(const Config& config, Streams io) {
  const auto platform = Platform::look(config);
  if (!platform) return unopened(platform.error(), io);
  const auto application = Application::look(**platform);
  if (!application) return unopened(application.error(), io);
  Pace pace(io.err);
  return conclude(all_of([&] {
                    return (*application)->recheck_files([&](auto part, auto done, auto total) { pace.at(part, done, total); });
                  }),
                  "the files are sound", io);
}

ExitCode verify_database(const Config& config, Streams io) {
  const auto database = look_at_database(config);
  if (!database) return unopened(database.error(), io);
  return conclude(all_of([&] { return (*database)->verify(); }), "the database is sound", io);
}

}  // namespace ocop::app
