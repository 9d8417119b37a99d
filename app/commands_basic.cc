// Commands that need no server: scoring, rulebooks, configuration, copies, database checks.
#include <filesystem>
#include <iostream>
#include <iterator>
#include <ostream>

#include "app/backup_manifest.h"
#include "app/backup_request.h"
#include "app/commands.h"
#include "app/log_heads.h"
#include "app/migrations.h"
#include "app/platform.h"
#include "app/version.h"
#include "kernel/i18n/translate.h"
#include "kernel/files/files.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::app {

ExitCode exit_code_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::invalid_input:
    case ErrorKind::malformed_request:
    case ErrorKind::unsupported_media:
    case ErrorKind::too_large: return ExitCode::bad_input;
    case ErrorKind::not_found: return ExitCode::no_input;
    case ErrorKind::conflict: return ExitCode::unavailable;
    case ErrorKind::storage_unavailable: return ExitCode::io;
    default: return ExitCode::unavailable;
  }
}

ExitCode complain(const Error& error, Streams io) {
  io.err << "ocop: " << (error.detail.empty() ? std::string(traits(error.kind).title.en) : error.detail) << '\n';
  for (const Problem& problem : error.problems) {
    io.err << "  " << problem.field << ": got " << (problem.got.empty() ? "nothing" : problem.got);
    if (!problem.expected.empty()) io.err << ", expected " << problem.expected;
    io.err << '\n';
    if (!problem.message.vi.empty()) io.err << "  " << sentence(problem, Language::vi) << '\n';
  }
  return exit_code_of(error);
}

std::string version_text() { return std::string("ocop ") + kVersion; }

namespace {

// A file's content, or standard input for "-".
Result<std::string> read_input(const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  return files::read(file);
}

}  // namespace

namespace {

// What a file of score sheets is answered: `answer(library, request)`.
template <class Answer>
ExitCode answer_file(const std::string& file, Streams io, Answer&& answer) {
  const Result<std::string> request = read_input(file);
  if (!request) {
    complain(request.error(), io);
    return ExitCode::no_input;
  }
  const Result<rulebooks::Library> library = rulebooks::load();
  if (!library) {
    complain(library.error(), io);
    return ExitCode::internal;
  }
  const Result<std::string> said = answer(*library, *request);
  if (!said) {
    complain(said.error(), io);
    return said.error().kind == ErrorKind::conflict ? ExitCode::out_of_reach : ExitCode::bad_input;
  }
  io.out << *said << '\n';
  return ExitCode::ok;
}

}  // namespace

ExitCode score_file(const std::string& file, const std::string& floor_basis, const std::string& rounding, Streams io) {
  const rulebooks::Settings settings{floor_basis == "mean" ? rulebooks::FloorBasis::mean : rulebooks::FloorBasis::every_sheet,
                                     rounding == "cut" ? rulebooks::Rounding::cut : rulebooks::Rounding::half_up};
  return answer_file(file, io, [&](const rulebooks::Library& library, const std::string& request) {
    return rulebooks::score_json(library, request, settings);
  });
}

ExitCode ladder_file(const std::string& file, Streams io) { return answer_file(file, io, rulebooks::ladder_json); }

ExitCode rulebook_check(Streams io) {
  const Result<rulebooks::Library> library = rulebooks::load();
  if (!library) return complain(library.error(), io), ExitCode::findings;
  const std::vector<rulebooks::Finding> findings = rulebooks::check(*library);
  io.out << rulebooks::check_report(*library, findings, Language::en);
  return rulebooks::sound(findings) ? ExitCode::ok : ExitCode::findings;
}

ExitCode rulebook_list(Streams io) {
  const Result<rulebooks::Library> library = rulebooks::load();
  if (!library) return complain(library.error(), io);
  io.out << rulebooks::list_report(*library, Language::en);
  return ExitCode::ok;
}

ExitCode rulebook_show(const std::string& rulebook, const std::string& product_set, Streams io) {
  const Result<rulebooks::Library> library = rulebooks::load();
  if (!library) return complain(library.error(), io);
  const Result<std::string> report = rulebooks::show_report(*library, rulebook, product_set, Language::vi);
  if (!report) return complain(report.error(), io), ExitCode::bad_input;
  io.out << *report;
  return ExitCode::ok;
}

ExitCode show_config_command(const Config& config, Streams io) {
  io.out << show_config(config);
  return ExitCode::ok;
}

ExitCode backup(const Config& config, const std::string& file, Streams io) {
  for (const std::string& target : {file, files_of_backup(file), manifest_of_backup(file)}) {
    if (!files::exists(target)) continue;
    io.err << "ocop: " << target << " is there already; a backup never overwrites\n";
    return ExitCode::bad_input;
  }
  // Before the conflict that means a running program: nobody answers for a database that is gone.
  if (const Result<void> there = refuse_lost_database(config); !there) return complain(there.error(), io);
  const Result<std::unique_ptr<db::Database>> database = open_database(config);
  Result<void> made;
  if (database) {
    const auto blobs = blobs::Blobs::open(**database, config.data);
    made = blobs ? make_backup(file, **database, **blobs) : Result<void>(blobs.error());
  } else if (database.error().kind == ErrorKind::conflict) {
    io.err << "the program that serves " << config.data << " makes the copy\n";
    made = request_backup(config.data, file);
  } else {
    return complain(database.error(), io);
  }
  if (!made) return complain(made.error(), io);
  io.out << file << ": " << std::filesystem::file_size(file) << " bytes; the files of its rows are in " << files_of_backup(file) << "\n";
  return ExitCode::ok;
}

ExitCode migrate(const Config& config, Streams io) {
  const auto database = open_database(config);
  if (!database) return complain(database.error(), io);
  io.out << "the database has all " << all_migrations().size() << " migrations";
  if (!config.database.empty())
    io.out << ((*database)->health().owner ? "; the program's role owns the tables: see docs/ops/postgresql.md"
                                           : "; the program's role owns nothing and may do what it needs");
  io.out << '\n';
  return ExitCode::ok;
}

ExitCode accept_keys_command(const Config& config, Streams io) {
  const auto database = open_database(config);
  if (!database) return complain(database.error(), io);
  SystemRandom random;
  if (const Result<void> done = accept_keys(config.data, public_url(config), **database, random); !done) return complain(done.error(), io);
  io.out << "the keys in " << config.data
         << " are the installation's from now on; copy session.key, log.key and log.pub to every other process\n";
  return ExitCode::ok;
}

}  // namespace ocop::app
