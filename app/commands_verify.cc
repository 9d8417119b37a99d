// `ocop verify …`: is it sound? Looks only: beside a program that serves, and in copies that nobody may write to.
#include <functional>
#include <ostream>

#include "app/application.h"
#include "app/commands.h"
#include "app/log_heads.h"
#include "app/pace.h"
#include "app/platform.h"
#include "kernel/files/files.h"
#include "kernel/tlog/tlog.h"
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

ExitCode conclude(const std::vector<std::string>& findings, std::string_view sound, Streams io) {
  for (const std::string& finding : findings) io.err << finding << '\n';
  if (findings.empty()) io.out << sound << '\n';
  return findings.empty() ? ExitCode::ok : ExitCode::findings;
}

// A database that cannot be opened because it is damaged is not sound; one that is not there, or of another version, is no finding.
ExitCode unopened(const Error& error, Streams io) {
  const ExitCode code = complain(error, io);
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

ExitCode verify_certificate_file(const Config& config, const std::string& file, const std::string& key, Streams io) {
  const Result<std::string> proof = files::read(file);
  if (!proof) {
    complain(proof.error(), io);
    return ExitCode::no_input;
  }
  std::string key_text = key;
  if (key_text.empty()) key_text = config.data + "/log.pub";
  if (files::exists(key_text)) {
    const Result<std::string> content = files::read(key_text);
    if (!content) return complain(content.error(), io);
    key_text = *content;
  }
  const auto log_key = tlog::read_log_key(key_text);
  if (!log_key) {
    complain(log_key.error(), io);
    return ExitCode::usage;
  }
  const auto verdict = certificates::verify_certificate(*proof, *log_key);
  if (!verdict) {
    complain(verdict.error(), io);
    return ExitCode::findings;
  }
  const certificates::Certificate& facts = verdict->certificate;
  io.out << facts.number << ": " << facts.product_name << ", " << facts.stars << " stars, " << facts.producer_name << "\n"
         << "decision " << facts.decision_number << " of " << facts.decided.iso() << ", valid until " << facts.valid_until.iso() << '\n'
         << "issued as printed, and in the log of " << log_key->origin << ": entry " << verdict->log_index << " of " << verdict->tree_size
         << ", " << verdict->logged.iso() << '\n'
         << (vietnam_date(SystemClock().now()) > facts.valid_until
                 ? "LAPSED: its term is over\n"
                 : "in its term when its checkpoint of " + std::to_string(verdict->tree_size) + " entries was signed\n")
         << "A file cannot say whether it was withdrawn: ask the page of the certificate.\n";
  return ExitCode::ok;
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
