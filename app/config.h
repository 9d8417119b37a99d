#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/http/address.h"
#include "kernel/manifest/joining.h"
#include "kernel/manifest/processors.h"

namespace ocop::app {

// All settings of the program. Each has one key ("server.port"), one environment variable (OCOP_SERVER_PORT) and one place in the file.
// Order, later wins: built-in value, DATA/ocop.toml or --config FILE, environment, flags. Unknown keys stop the program.
struct Config {
  std::string data = "var/ocop";            // --data: the data folder: keys, configuration and, with SQLite, the database
  std::string database;                     // empty = SQLite in the data folder, or postgresql://…
  std::string database_owner;               // postgresql://… of the role that owns the tables, for migrations
  std::string address = "127.0.0.1";
  std::int64_t port = 8080;
  std::string public_url;                   // empty = http://localhost:PORT
  std::int64_t loops = 0;                   // I/O loops, 0 = one per core
  std::int64_t workers = 16;                // threads for handlers that wait
  std::int64_t readers = 4;                 // read-only database connections
  std::vector<std::string> trusted_proxies;
  std::string tls_certificate, tls_key;
  std::string log_witness_file;             // a second place for the last signed head; empty = beside the key only
  std::vector<std::string> log_witnesses;   // who cosigns the log: "https://… KEY" (app/cosigning.h)
  bool open_accounts = true;                // people make their own accounts, without any role (decision 108)
  manifest::SecondStep officials_second_step = manifest::SecondStep::offered;   // decision 111
  std::vector<manifest::Processor> processors;   // of personal data: "Name | what for | where" each
  std::string signature_anchors;            // a folder of PEM files; empty = no signer is vouched for (decision 141)
  bool check_links = false;                 // links of listings are looked at (decision 138)
  bool sample_register = false;             // every page says that the register is a sample
  bool request_log = true;
  std::string mail_url, mail_user, mail_password, mail_ca_file;
  std::string mail_folder;                  // a relative one lies in the data folder
  std::string mail_from;
  std::string gateway_url, gateway_secret;
};

// One setting's name, meaning and access as text; the table drives the file, the environment, --help and `ocop admin show-config`.
struct Setting {
  std::string_view key;                     // "server.port"
  std::string_view meaning;
  std::function<Result<void>(Config&, std::string_view)> set;   // text as in the environment; lists are separated by commas
  std::function<std::string(const Config&)> show;               // as TOML
};
const std::vector<Setting>& settings();
std::string environment_name(std::string_view key);             // "server.port" -> "OCOP_SERVER_PORT"

// `file` must exist when given; without it DATA/ocop.toml is read when present. `environment` is asked for each variable; unknown
// variables that begin with OCOP_ are refused by the caller's list (see unknown_environment). Error: invalid_input naming key and file.
Result<Config> load_config(std::string_view data_flag, const std::optional<std::string>& file,
                           const std::function<std::optional<std::string>(const std::string&)>& environment);
// Names beginning with OCOP_ that are no setting (OCOP_TEST_… are left to the tests).
std::vector<std::string> unknown_environment(const std::vector<std::string>& names);
std::vector<http::Network> trusted_networks(const Config& config);   // server.trusted_proxies
std::string show_config(const Config& config);                  // TOML, secrets (a password in the database URL) masked

}  // namespace ocop::app
