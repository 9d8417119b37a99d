#pragma once
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/exit_codes.h"

// One function a command of `ocop`. Each prints its result to `out`, its complaints to `err`, and returns the exit code.
namespace ocop::app {

struct Streams {
  std::ostream& out;
  std::ostream& err;
};
enum class Format : unsigned char { text, json };
enum class Apply : unsigned char { dry_run, write };
enum class DemoSize : unsigned char;   // application.h

ExitCode serve(const Config& config, Streams io);
// `ocop witness FOLDER`: cosigns the logs of others until a signal comes.
struct WitnessRequest {
  std::string folder;                // with `logs`, the keys of the logs that are witnessed
  std::string name;                  // at the first start; it never changes
};
ExitCode serve_witness(const Config& config, const WitnessRequest& request, Streams io);

struct ImportRequest {
  std::string file;
  std::string source;                // which register the ids are of; empty = "register"
  Apply apply = Apply::dry_run;
  Format format = Format::text;
};
ExitCode import_register_file(const Config& config, const ImportRequest& request, Streams io);
// `ocop import duplicates FILE`: the pairs of its rows that may be one product (docs/formats/duplicates.md).
ExitCode find_duplicates(const std::string& file, Format format, Streams io);
// `ocop import places FILE`, and --undo ACT.
struct PlacesRequest {
  std::string file, undo;            // one of them
  Apply apply = Apply::dry_run;
};
ExitCode import_places(const Config& config, const PlacesRequest& request, Streams io);
ExitCode export_register(const Config& config, const std::string& file, Streams io);
ExitCode export_log_folder(const Config& config, const std::string& folder, Streams io);

ExitCode score_file(const std::string& file, const std::string& floor_basis, const std::string& rounding, Streams io);
ExitCode ladder_file(const std::string& file, Streams io);   // out_of_reach when nothing leads there
ExitCode rulebook_check(Streams io);
ExitCode rulebook_list(Streams io);
ExitCode rulebook_show(const std::string& rulebook, const std::string& product_set, Streams io);

ExitCode backup(const Config& config, const std::string& file, Streams io);
// `Older::accepted`: also a backup that lacks entries of the log which were signed; `begin_log` must follow.
enum class Older : unsigned char { refused, accepted };
// `Manifested::not_yet`: a backup from before there were manifests, checked as far as that goes.
enum class Manifested : unsigned char { always, not_yet };
struct RestoreRequest {
  std::string file;
  Older older = Older::refused;
  Manifested manifested = Manifested::always;
};
ExitCode restore(const Config& config, const RestoreRequest& request, Streams io);
ExitCode verify_backup_command(const std::string& file, Streams io);

ExitCode verify_log_command(const Config& config, const std::string& kept, Streams io);   // kept: a file, or empty
struct ProofRequest {
  std::string file;
  std::string key;                     // the log's, or a file with it; empty = the data folder's
  std::vector<std::string> witnesses;  // their keys, or files with them: each must have cosigned
};
ExitCode verify_decision_file(const Config& config, const ProofRequest& request, Streams io);   // a confirmed one's proof
ExitCode verify_certificate_file(const Config& config, const ProofRequest& request, Streams io);
ExitCode verify_database(const Config& config, Streams io);
ExitCode verify_files(const Config& config, Streams io);

struct NewAccount {
  std::string login, display_name, password_file;
  std::vector<std::string> grants;   // "role", "role:province", "role:province:commune", "producer_member:PRODUCER-ID"
};
ExitCode create_account_command(const Config& config, const NewAccount& account, Streams io);
struct NewToken {
  std::string login, label;
  std::int64_t days = 90;                 // identity::rules::kUsualTokenDays
  bool read_only = false;
};
ExitCode create_token(const Config& config, const NewToken& token, Streams io);
ExitCode list_tokens(const Config& config, const std::string& login, Streams io);   // a line each, in force or not
ExitCode revoke_token(const Config& config, const std::string& id, Streams io);
ExitCode migrate(const Config& config, Streams io);
ExitCode accept_keys_command(const Config& config, Streams io);
// The log of a database that is not the one which signed the kept head goes on under a new key; its first new entry says so and why.
ExitCode begin_log(const Config& config, const std::string& reason, Streams io);
ExitCode make_demo(const Config& config, DemoSize size, Streams io);
ExitCode show_config_command(const Config& config, Streams io);
ExitCode show_openapi(const Config& config, Streams io);
ExitCode show_routes(const Config& config, Streams io);
ExitCode show_procedure(Streams io);                                                      // docs/model/procedure.md

ExitCode work_jobs(const Config& config, Streams io);                                      // what is due, then end
ExitCode send_test_mail(const Config& config, const std::string& address, Streams io);    // one letter, at once, past the queue

ExitCode complain(const Error& error, Streams io);   // prints every problem, one line each

}  // namespace ocop::app
