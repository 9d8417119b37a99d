#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <ostream>

#include "app/application.h"
#include "app/commands.h"
#include "app/version.h"
#include "kernel/files/files.h"

extern char** environ;

namespace ocop::app {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done; 1 findings (what was looked at is not sound); 2 the star is out of reach; 64 usage; 65 the input is wrong;\n"
    "66 the input cannot be read; 69 the database or address cannot be had; 70 a bug; 74 writing failed; 78 a wrong setting.\n"
    "Settings: built-in value, then DATA/ocop.toml or --config, then OCOP_* variables, then flags. `ocop admin show-config` prints them.";

// What the flags said; empty = not given.
struct Flags {
  std::string data, config, database, database_owner, address, port, public_url;
  std::string file, second, source, key, label, floor_basis = "mean", rounding = "cut";
  bool apply = false, json = false, create = false, older = false, without_manifest = false, small = false;
  NewAccount account;
  NewToken token;
  ProofRequest proof;
  WitnessRequest witness;
};

using Command = std::function<ExitCode(const Config&, Streams)>;

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::string> environment_names() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

Result<Config> configure(const Flags& flags) {
  for (const std::string& name : unknown_environment(environment_names()))
    return Error::of(ErrorKind::invalid_input, Problem{name, name, "an OCOP_ variable that `ocop admin show-config` lists", {}});
  OCOP_TRY(config, load_config(flags.data, flags.config.empty() ? std::nullopt : std::optional(flags.config), environment));
  const std::pair<std::string_view, const std::string*> given[] = {{"database.location", &flags.database},
                                                                  {"database.owner", &flags.database_owner},
                                                                  {"server.address", &flags.address},
                                                                  {"server.port", &flags.port},
                                                                  {"server.public_url", &flags.public_url}};
  for (const auto& [key, value] : given) {
    if (value->empty()) continue;
    for (const Setting& setting : settings())
      if (setting.key == key) OCOP_CHECK(setting.set(config, *value));
  }
  return config;
}

// A mistyped folder, or the empty one where a disk was not mounted, must not become a second installation that answers as if all data were
// gone. A folder whose database alone is gone is refused where it is opened, with more to say. With PostgreSQL the folder holds keys alone,
// which the database knows (data_folder.h).
ExitCode serve_folder(const Config& config, const Flags& flags, Streams io) {
  const auto has = [&](std::string_view file) { return files::exists(config.data + "/" + std::string(file)); };
  const bool there = config.database.empty() ? has("ocop.db") || has("log.head") : files::exists(config.data);
  if (flags.create || there) return serve(config, io);
  complain(Error::of(ErrorKind::invalid_input,
                     Problem{"--data", config.data, "the data folder of an installation; with --create a new one begins in it", {}}),
           io);
  return ExitCode::configuration;
}

void add_import_and_export(CLI::App& app, Flags& flags, Command& chosen) {
  CLI::App* import = app.add_subcommand("import", "Bring data in")->require_subcommand(1);
  CLI::App* reg =
      import->add_subcommand("register", "A register of products, .xlsx or .csv (docs/formats/register.md). Looks only, unless --apply.");
  reg->add_option("FILE", flags.file, "the file")->required();
  reg->add_option("--source", flags.source,
                  "the name of the register whose ids these are; the same name finds its rows again (default: register)");
  reg->add_flag("--apply", flags.apply, "write what was found sound; wrong rows are never written");
  reg->add_flag("--json", flags.json, "the report as JSON");
  reg->callback([&] {
    chosen = [&](const Config& c, Streams io) {
      return import_register_file(
          c, {flags.file, flags.source, flags.apply ? Apply::write : Apply::dry_run, flags.json ? Format::json : Format::text}, io);
    };
  });
  CLI::App* duplicates = import->add_subcommand(
      "duplicates", "Rows of a register, .xlsx or .csv, that may be one product, and why (docs/formats/duplicates.md). Only looks.");
  duplicates->add_option("FILE", flags.file, "the file")->required();
  duplicates->add_flag("--json", flags.json, "the pairs as JSON");
  duplicates->callback([&] {
    chosen = [&](const Config&, Streams io) { return find_duplicates(flags.file, flags.json ? Format::json : Format::text, io); };
  });
  CLI::App* places = import->add_subcommand(
      "places", "Changes of names and types of provinces and communes, .csv (docs/formats/places.md). Looks only, unless --apply.");
  places->add_option("FILE", flags.file, "the file");
  places->add_option("--undo", flags.source, "take back what was imported of this act: 237/NQ-UBTVQH16");
  places->add_flag("--apply", flags.apply, "write what was found new and certain");
  places->callback([&] {
    chosen = [&](const Config& c, Streams io) {
      return import_places(c, {flags.file, flags.source, flags.apply ? Apply::write : Apply::dry_run}, io);
    };
  });
  CLI::App* out = app.add_subcommand("export", "Take data out")->require_subcommand(1);
  CLI::App* products = out->add_subcommand("register", "The products as CSV");
  products->add_option("FILE.csv", flags.file, "where to; - = standard output")->required();
  products->callback([&] { chosen = [&](const Config& c, Streams io) { return export_register(c, flags.file, io); }; });
  CLI::App* log = out->add_subcommand("log", "The public log as static tiles, for mirrors and for tools/verify-log");
  log->add_option("FOLDER", flags.file, "where to")->required();
  log->callback([&] { chosen = [&](const Config& c, Streams io) { return export_log_folder(c, flags.file, io); }; });
}

void add_rulebooks(CLI::App& app, Flags& flags, Command& chosen) {
  CLI::App* score = app.add_subcommand("score", "Score council sheets (docs/formats/score.md). Writes nothing.");
  score->add_option("FILE.json", flags.file, "the sheets; - = standard input")->required();
  score->add_option("--floor-basis", flags.floor_basis, "what must reach a star floor")
      ->check(CLI::IsMember({"mean", "every_sheet"}))
      ->capture_default_str();
  score->add_option("--rounding", flags.rounding, "how figures are shown")->check(CLI::IsMember({"cut", "half_up"}))->capture_default_str();
  score->callback(
      [&] { chosen = [&](const Config&, Streams io) { return score_file(flags.file, flags.floor_basis, flags.rounding, io); }; });
  CLI::App* ladder = app.add_subcommand(
      "ladder",
      "The cheapest steps from one sheet to a star, with points, stars, money and months (docs/formats/ladder.md). Writes nothing.");
  ladder->add_option("FILE.json", flags.file, "the sheet, the target and what options cost; - = standard input")->required();
  ladder->callback([&] { chosen = [&](const Config&, Streams io) { return ladder_file(flags.file, io); }; });
  CLI::App* rulebook = app.add_subcommand("rulebook", "The scoring tables")->require_subcommand(1);
  rulebook->add_subcommand("check", "Do maxima add up, do floors point to options, are both languages there; anomalies of the printed text")
      ->callback([&] { chosen = [](const Config&, Streams io) { return rulebook_check(io); }; });
  rulebook->add_subcommand("list", "Rulebooks and their product sets")->callback([&] {
    chosen = [](const Config&, Streams io) { return rulebook_list(io); };
  });
  CLI::App* show = rulebook->add_subcommand("show", "One scoring table as text");
  show->add_option("RULEBOOK", flags.file, "QD26-2026")->required();
  show->add_option("SET", flags.second, "QD26-13")->required();
  show->callback([&] { chosen = [&](const Config&, Streams io) { return rulebook_show(flags.file, flags.second, io); }; });
}

void add_keeping(CLI::App& app, Flags& flags, Command& chosen) {
  CLI::App* keep = app.add_subcommand(
      "backup", "A consistent copy: FILE of the database, FILE.files of papers and pictures; a running program makes it itself");
  keep->add_option("FILE", flags.file, "where to; must not exist")->required();
  keep->callback([&] { chosen = [&](const Config& c, Streams io) { return backup(c, flags.file, io); }; });
  CLI::App* back = app.add_subcommand(
      "restore",
      "Put a backup (FILE, FILE.files and FILE.manifest) into a data folder that has the keys and no database yet, and check it");
  back->add_option("FILE", flags.file, "the backup")->required();
  back->add_flag("--older", flags.older,
                 "although entries of the public log that were signed are not in it; ocop admin begin-log must follow");
  back->add_flag("--without-manifest", flags.without_manifest,
                 "although it has none: a backup from before there were any; what can be checked is, and what cannot is said");
  back->callback([&] {
    chosen = [&](const Config& c, Streams io) {
      return restore(c,
                     {flags.file, flags.older ? Older::accepted : Older::refused,
                      flags.without_manifest ? Manifested::not_yet : Manifested::always},
                     io);
    };
  });
  CLI::App* verify = app.add_subcommand("verify", "Is it sound?")->require_subcommand(1);
  CLI::App* whole_log = verify->add_subcommand(
      "log", "Recompute the whole public log and compare; certificates against their entries, results against their sheets");
  whole_log->add_option("--kept", flags.file, "a checkpoint kept outside this machine: the log must extend it");
  whole_log->callback([&] { chosen = [&](const Config& c, Streams io) { return verify_log_command(c, flags.file, io); }; });
  CLI::App* certificate = verify->add_subcommand("certificate", "Check a certificate's proof file offline");
  certificate->add_option("FILE", flags.proof.file, "the proof file from the certificate's page")->required();
  certificate->add_option("--key", flags.proof.key,
                          "the log's public verifier key (text of /log/key, or a file with it); default: the data folder's");
  certificate->add_option("--witness", flags.proof.witnesses,
                          "the key of a witness, or a file with it, which must have cosigned; may be repeated");
  certificate->callback([&] { chosen = [&](const Config& c, Streams io) { return verify_certificate_file(c, flags.proof, io); }; });
  CLI::App* decision = verify->add_subcommand("decision", "Check the proof file of a confirmed decision offline");
  decision->add_option("FILE", flags.proof.file, "the proof file from the decision's page")->required();
  decision->add_option("--key", flags.proof.key, "as for a certificate");
  decision->add_option("--witness", flags.proof.witnesses, "as for a certificate");
  decision->callback([&] { chosen = [&](const Config& c, Streams io) { return verify_decision_file(c, flags.proof, io); }; });
  CLI::App* copy = verify->add_subcommand("backup", "Is a backup, byte for byte, what it was when it was made?");
  copy->add_option("FILE", flags.file, "the backup")->required();
  copy->callback([&] { chosen = [&](const Config&, Streams io) { return verify_backup_command(flags.file, io); }; });
  verify->add_subcommand("files", "Is every file that a row points at there and unchanged, and nothing else? One line a finding")
      ->callback([&] { chosen = [](const Config& c, Streams io) { return verify_files(c, io); }; });
  verify->add_subcommand("database", "Integrity, foreign keys")->callback([&] {
    chosen = [](const Config& c, Streams io) { return verify_database(c, io); };
  });
}

void add_administration(CLI::App& app, Flags& flags, Command& chosen) {
  CLI::App* admin = app.add_subcommand("admin", "For whoever runs the installation")->require_subcommand(1);
  CLI::App* account = admin->add_subcommand("create-account", "A new account; the password is read from --password-file or standard input");
  account->add_option("LOGIN", flags.account.login, "name to sign in with")->required();
  account->add_option("--name", flags.account.display_name, "name to show")->required();
  account->add_option("--grant", flags.account.grants, "role[:province[:commune]] or producer_member:PRODUCER-ID; may be repeated");
  account->add_option("--password-file", flags.account.password_file, "file whose first line is the password");
  account->callback([&] { chosen = [&](const Config& c, Streams io) { return create_account_command(c, flags.account, io); }; });
  CLI::App* token = admin->add_subcommand("create-token", "An API token for an account; shown once");
  token->add_option("LOGIN", flags.token.login, "whose")->required();
  token->add_option("--label", flags.token.label, "what it is for")->required();
  token->add_option("--days", flags.token.days, "how long it lives: 1 to 366, usually 90");
  token->add_flag("--read-only", flags.token.read_only, "it may read what its holder may, and change nothing");
  token->callback([&] { chosen = [&](const Config& c, Streams io) { return create_token(c, flags.token, io); }; });
  CLI::App* tokens = admin->add_subcommand("list-tokens", "The API tokens of an account, with their ids and last use");
  tokens->add_option("LOGIN", flags.file, "whose")->required();
  tokens->callback([&] { chosen = [&](const Config& c, Streams io) { return list_tokens(c, flags.file, io); }; });
  CLI::App* revoking = admin->add_subcommand("revoke-token", "End an API token");
  revoking->add_option("ID", flags.file, "as list-tokens prints it")->required();
  revoking->callback([&] { chosen = [&](const Config& c, Streams io) { return revoke_token(c, flags.file, io); }; });
  CLI::App* migrating =
      admin->add_subcommand("migrate", "Bring the database's tables up to date, and grant the program's role what it needs");
  migrating->add_option("--database-owner", flags.database_owner, "postgresql://… of the role that owns the tables (database.owner)");
  migrating->callback([&] { chosen = [](const Config& c, Streams io) { return migrate(c, io); }; });
  CLI::App* accepting =
      admin->add_subcommand("accept-keys", "The data folder's keys are the installation's now: the others were lost or known");
  accepting->callback([&] { chosen = [](const Config& c, Streams io) { return accept_keys_command(c, io); }; });
  CLI::App* beginning = admin->add_subcommand(
      "begin-log",
      "The database that signed the last head of the public log is lost for good: go on with this one, under a new key, and say so");
  beginning->add_option("--reason", flags.label, "what happened; everybody reads it on /log")->required();
  beginning->callback([&] { chosen = [&](const Config& c, Streams io) { return begin_log(c, flags.label, io); }; });
  admin->add_subcommand("work-jobs", "Do the jobs that are due, then end: for an installation that is not serving")->callback([&] {
    chosen = [](const Config& c, Streams io) { return work_jobs(c, io); };
  });
  CLI::App* letter =
      admin->add_subcommand("send-test-mail", "Send one letter now with the settings of [mail], and say what the server answered");
  letter->add_option("ADDRESS", flags.file, "to whom")->required();
  letter->callback([&] { chosen = [&](const Config& c, Streams io) { return send_test_mail(c, flags.file, io); }; });
  CLI::App* demo = admin->add_subcommand(
      "make-demo", "Fill an empty data folder with the sample register, a province that lives (Cần Thơ, partly made up) and demo accounts");
  demo->add_flag("--small", flags.small, "the sample register and its accounts alone");
  demo->callback([&] {
    const DemoSize size = flags.small ? DemoSize::small : DemoSize::province;
    chosen = [size](const Config& c, Streams io) { return make_demo(c, size, io); };
  });
  admin->add_subcommand("show-config", "The settings in effect, as a configuration file")->callback([&] {
    chosen = [](const Config& c, Streams io) { return show_config_command(c, io); };
  });
  admin->add_subcommand("show-openapi", "The OpenAPI document of the routes")->callback([&] {
    chosen = [](const Config& c, Streams io) { return show_openapi(c, io); };
  });
  admin->add_subcommand("show-routes", "Every route with its policy, as Markdown")->callback([&] {
    chosen = [](const Config& c, Streams io) { return show_routes(c, io); };
  });
  admin->add_subcommand("show-procedure", "The procedure of a dossier as a picture and a table, as Markdown")->callback([&] {
    chosen = [](const Config&, Streams io) { return show_procedure(io); };
  });
}

}  // namespace

int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Flags flags;
  Command chosen;
  CLI::App app("Ocop: the register, evaluation, certificates and scans of Vietnam's One Commune One Product programme.", "ocop");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", flags.data, "the data folder (default var/ocop, or OCOP_DATA)");
  app.add_option("--config", flags.config, "configuration file (default DATA/ocop.toml, or OCOP_CONFIG)");
  app.add_option("--database", flags.database, "postgresql://… instead of SQLite in the data folder");
  CLI::App* server = app.add_subcommand("serve", "Serve the site and the API");
  server->add_option("--address", flags.address, "address to listen on");
  server->add_option("--port", flags.port, "port to listen on");
  server->add_option("--public-url", flags.public_url, "how visitors reach the site");
  server->add_flag("--create", flags.create, "begin a new installation when the data folder is not there");
  server->callback([&] { chosen = [&](const Config& c, Streams io) { return serve_folder(c, flags, io); }; });
  CLI::App* witness =
      app.add_subcommand("witness", "Witness the public logs of others: cosign what only grows (docs/formats/witness.md)");
  witness->add_option("FOLDER", flags.witness.folder, "its key, what it cosigned, and the file `logs`: a line a log, its key")->required();
  witness->add_option("--name", flags.witness.name, "its name, at the first start: witness.example.vn");
  witness->add_option("--address", flags.address, "address to listen on");
  witness->add_option("--port", flags.port, "port to listen on");
  witness->callback([&] { chosen = [&](const Config& c, Streams io) { return serve_witness(c, flags.witness, io); }; });
  add_import_and_export(app, flags, chosen);
  add_rulebooks(app, flags, chosen);
  add_keeping(app, flags, chosen);
  add_administration(app, flags, chosen);
  app.add_subcommand("version", "The version and what it is built with")->callback([&] {
    chosen = [](const Config&, Streams io) {
      io.out << version_text() << '\n';
      return ExitCode::ok;
    };
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    const int code = app.exit(fault, out, err);
    return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  const Streams io{out, err};
  const Result<Config> config = configure(flags);
  if (!config) {
    complain(config.error(), io);
    return static_cast<int>(ExitCode::configuration);
  }
  return static_cast<int>(chosen(*config, io));
}

}  // namespace ocop::app
