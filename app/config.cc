#include "app/config.h"

#include <charconv>
#include <map>
#include <toml++/toml.h>

#include "app/cosigning.h"
#include "kernel/files/files.h"
#include "kernel/http/address.h"

namespace ocop::app {
namespace {

Error wrong(std::string field, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input, Problem{std::move(field), std::string(got), std::move(expected), {}});
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

Setting text_setting(std::string_view key, std::string_view meaning, std::string Config::*member) {
  return {key, meaning,
          [member](Config& config, std::string_view value) -> Result<void> {
            config.*member = std::string(value);
            return {};
          },
          [member](const Config& config) { return in_quotes(config.*member); }};
}

// Set like a text, shown only as being there.
Setting secret_setting(std::string_view key, std::string_view meaning, std::string Config::*member) {
  Setting setting = text_setting(key, meaning, member);
  setting.show = [member](const Config& config) { return in_quotes((config.*member).empty() ? "" : "***"); };
  return setting;
}

struct Range { std::int64_t least, most; };
Setting number_setting(std::string_view key, std::string_view meaning, std::int64_t Config::*member, Range range) {
  return {key, meaning,
          [=](Config& config, std::string_view value) -> Result<void> {
            std::int64_t number = 0;
            const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
            if (fault != std::errc{} || end != value.data() + value.size() || number < range.least || number > range.most)
              return wrong(std::string(key), value, std::to_string(range.least) + ".." + std::to_string(range.most));
            config.*member = number;
            return {};
          },
          [member](const Config& config) { return std::to_string(config.*member); }};
}

Setting switch_setting(std::string_view key, std::string_view meaning, bool Config::*member) {
  return {key, meaning,
          [=](Config& config, std::string_view value) -> Result<void> {
            if (value != "true" && value != "false") return wrong(std::string(key), value, "true or false");
            config.*member = value == "true";
            return {};
          },
          [member](const Config& config) { return config.*member ? "true" : "false"; }};
}

Setting list_setting(std::string_view key, std::string_view meaning, std::vector<std::string> Config::*member) {
  return {key, meaning,
          [=](Config& config, std::string_view value) -> Result<void> {
            (config.*member).clear();
            for (std::size_t from = 0; from < value.size();) {
              const std::size_t comma = std::min(value.find(',', from), value.size());
              if (comma > from) (config.*member).emplace_back(value.substr(from, comma - from));
              from = comma + 1;
            }
            return {};
          },
          [member](const Config& config) {
            std::string out = "[";
            for (const std::string& item : config.*member) out += (out.size() > 1 ? ", " : "") + in_quotes(item);
            return out + "]";
          }};
}

Setting origin_setting(std::string_view key, std::string_view meaning, std::string Config::*member) {
  Setting setting = text_setting(key, meaning, member);
  setting.set = [key, member](Config& config, std::string_view value) -> Result<void> {
    if (!value.empty() && !http::is_origin(value)) return wrong(std::string(key), value, "http:// or https:// and a host, without a path");
    config.*member = std::string(value);
    return {};
  };
  return setting;
}

Setting second_step_setting(std::string_view key, std::string_view meaning) {
  using manifest::SecondStep;
  return {key, meaning,
          [key](Config& config, std::string_view value) -> Result<void> {
            if (value != "offered" && value != "required") return wrong(std::string(key), value, "offered or required");
            config.officials_second_step = value == "required" ? SecondStep::required : SecondStep::offered;
            return {};
          },
          [](const Config& config) { return in_quotes(config.officials_second_step == SecondStep::required ? "required" : "offered"); }};
}

// A name would be believed by nobody: it reads like protection that is not there.
Setting networks_setting(std::string_view key, std::string_view meaning, std::vector<std::string> Config::*member) {
  Setting setting = list_setting(key, meaning, member);
  setting.set = [key, member, set = setting.set](Config& config, std::string_view value) -> Result<void> {
    OCOP_CHECK(set(config, value));
    for (const std::string& one : config.*member)
      if (!http::Network::parse(one))
        return wrong(std::string(key), one, "IPv4 or IPv6 addresses or networks (10.2.0.0/16), no names");
    return {};
  };
  return setting;
}

// A processor that could not be read would be missing from the notice, and nobody would know.
Setting processors_setting(std::string_view key, std::string_view meaning) {
  return {key, meaning,
          [key](Config& config, std::string_view value) -> Result<void> {
            config.processors.clear();
            for (std::size_t from = 0; from < value.size();) {
              const std::size_t comma = std::min(value.find(',', from), value.size());
              auto one = manifest::read_processor(value.substr(from, comma - from));
              if (!one) return wrong(std::string(key), value.substr(from, comma - from), "name | what for | where");
              config.processors.push_back(std::move(*one));
              from = comma + 1;
            }
            return {};
          },
          [](const Config& config) {
            std::string out = "[";
            for (const manifest::Processor& one : config.processors)
              out += (out.size() > 1 ? ", " : "") + in_quotes(one.name + " | " + one.task + " | " + one.place);
            return out + "]";
          }};
}

Setting witnesses_setting(std::string_view key, std::string_view meaning, std::vector<std::string> Config::*member) {
  Setting setting = list_setting(key, meaning, member);
  setting.set = [key, member, set = setting.set](Config& config, std::string_view value) -> Result<void> {
    OCOP_CHECK(set(config, value));
    for (const std::string& one : config.*member)
      if (!read_witness(one)) return wrong(std::string(key), one, "https://address name+id+key: where it is, a space, its key");
    return {};
  };
  return setting;
}

// The value of a TOML node in the text form that Setting::set reads.
std::optional<std::string> as_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* list = node.as_array()) {
    std::string out;
    for (const toml::node& item : *list) {
      if (!item.is_string()) return std::nullopt;
      out += (out.empty() ? "" : ",") + item.as_string()->get();
    }
    return out;
  }
  return std::nullopt;
}

Result<void> apply_entry(Config& config, const std::string& key, const toml::node& node, const std::string& file) {
  for (const Setting& setting : settings()) {
    if (setting.key != key) continue;
    const auto value = as_text(node);
    if (!value) return wrong(file + ": " + key, "a value of another type", "text, a whole number, true/false or a list of texts");
    return setting.set(config, *value);
  }
  return wrong(file + ": " + key, key, "a key that `ocop admin show-config` lists");
}

Result<void> apply_file(Config& config, const std::string& file) {
  OCOP_TRY(content, files::read(file));
  try {
    const toml::table table = toml::parse(content, file);
    for (const auto& [section, node] : table) {
      const std::string name(section.str());
      const auto* inner = node.as_table();
      if (inner == nullptr) {
        OCOP_CHECK(apply_entry(config, name, node, file));
        continue;
      }
      for (const auto& [key, value] : *inner) OCOP_CHECK(apply_entry(config, name + "." + std::string(key.str()), value, file));
    }
  } catch (const toml::parse_error& fault) {
    return wrong(file + ", line " + std::to_string(fault.source().begin.line), fault.description(), "TOML 1.0");
  }
  return {};
}

}  // namespace

const std::vector<Setting>& settings() {
  // Immutable after construction, shared by all threads.
  static const std::vector<Setting> all = {
      text_setting("database.location", "empty = SQLite in the data folder; or postgresql://user:password@host/name", &Config::database),
      text_setting("database.owner", "postgresql://… of the role that owns the tables, for `ocop admin migrate`", &Config::database_owner),
      number_setting("database.readers", "read-only connections", &Config::readers, {1, 64}),
      text_setting("server.address", "address to listen on; 0.0.0.0 = all", &Config::address),
      number_setting("server.port", "port to listen on; 0 = any free one", &Config::port, {0, 65535}),
      origin_setting("server.public_url", "how visitors reach the site: QR codes, origin checks; empty = http://localhost:PORT",
                     &Config::public_url),
      number_setting("server.loops", "I/O loops; 0 = one per core", &Config::loops, {0, 64}),
      number_setting("server.workers", "threads for handlers that wait for the database", &Config::workers, {1, 256}),
      networks_setting("server.trusted_proxies", "addresses and networks whose X-Forwarded-For, -Proto and X-Client-Region are believed",
                       &Config::trusted_proxies),
      text_setting("server.tls_certificate", "PEM file; with tls_key the program serves HTTPS itself", &Config::tls_certificate),
      text_setting("server.tls_key", "PEM file of the private key", &Config::tls_key),
      text_setting("log.witness_file",
                   "a file on another disk or machine that keeps the last signed head too: a database that is lost, older or "
                   "another one is refused by it",
                   &Config::log_witness_file),
      witnesses_setting("log.witnesses",
                        "who cosigns each signed head, one text each: the witness's address, a space, its key; see docs/ops/install.md",
                        &Config::log_witnesses),
      switch_setting("server.request_log", "one JSON line a request on standard output", &Config::request_log),
      text_setting("mail.url", "smtp://host:587 (STARTTLS) or smtps://host:465; empty = mail.folder, or no mail", &Config::mail_url),
      text_setting("mail.user", "name to sign in with at the mail server; empty = none", &Config::mail_user),
      secret_setting("mail.password", "its password", &Config::mail_password),
      text_setting("mail.ca_file", "PEM of the authority that signed the mail server's certificate; empty = the system's",
                   &Config::mail_ca_file),
      text_setting("mail.folder", "letters as .eml files into this folder (below the data folder when relative), for a desk and the demo",
                   &Config::mail_folder),
      text_setting("mail.from", "sender of all letters: Ocop Tuyên Quang <ocop@tuyenquang.example.vn>", &Config::mail_from),
      text_setting("notices.gateway_url", "where messages for SMS and Zalo go, docs/formats/gateway.md; empty = none",
                   &Config::gateway_url),
      secret_setting("notices.gateway_secret", "shared with the gateway; signs each message", &Config::gateway_secret),
      switch_setting("accounts.open", "people make their own accounts at /join, without any role; false = offices alone make accounts",
                     &Config::open_accounts),
      second_step_setting("accounts.officials_second_step",
                          "offered, or required: officials set up an app or a passkey before they may do anything of their office"),
      text_setting("signatures.anchors",
                   "folder of *.pem and *.crt: authorities whose signers of decisions are vouched for; empty = nobody is",
                   &Config::signature_anchors),
      switch_setting("listings.check_links",
                     "links to platforms (data/platforms) are looked at once a week: the program asks those hosts, and no others",
                     &Config::check_links),
      processors_setting("privacy.processors",
                         "who processes personal data for whoever runs this, one text each: name | what for | where, without commas"),
      switch_setting("site.sample_register", "every page says that the register is a sample", &Config::sample_register),
  };
  return all;
}

std::string environment_name(std::string_view key) {
  std::string out = "OCOP_";
  for (char c : key) out += c == '.' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::vector<std::string> unknown_environment(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    if (!name.starts_with("OCOP_") || name.starts_with("OCOP_TEST_") || name == "OCOP_DATA" || name == "OCOP_CONFIG") continue;
    bool known = false;
    for (const Setting& setting : settings()) known = known || environment_name(setting.key) == name;
    if (!known) out.push_back(name);
  }
  return out;
}

Result<Config> load_config(std::string_view data_flag, const std::optional<std::string>& file,
                           const std::function<std::optional<std::string>(const std::string&)>& environment) {
  Config config;
  if (!data_flag.empty()) config.data = std::string(data_flag);
  else if (const auto data = environment("OCOP_DATA")) config.data = *data;
  std::optional<std::string> chosen = file ? file : environment("OCOP_CONFIG");
  if (!chosen && files::exists(config.data + "/ocop.toml")) chosen = config.data + "/ocop.toml";
  if (chosen) OCOP_CHECK(apply_file(config, *chosen));
  for (const Setting& setting : settings()) {
    if (const auto value = environment(environment_name(setting.key))) OCOP_CHECK(setting.set(config, *value));
  }
  return config;
}

std::vector<http::Network> trusted_networks(const Config& config) {
  std::vector<http::Network> out;
  for (const std::string& one : config.trusted_proxies)
    if (const auto network = http::Network::parse(one)) out.push_back(*network);   // networks_setting refuses others
  return out;
}

std::string show_config(const Config& config) {
  std::map<std::string, std::string> sections;
  Config shown = config;
  // A password in postgresql://user:password@host is not for a screen or a log.
  for (std::string* url : {&shown.database, &shown.database_owner}) {
    const auto at = url->find('@');
    if (at == std::string::npos) continue;
    const auto scheme = url->find("://");
    const auto colon = url->find(':', scheme == std::string::npos ? 0 : scheme + 3);
    if (colon < at) url->replace(colon + 1, at - colon - 1, "***");
  }
  for (const Setting& setting : settings()) {
    const auto dot = setting.key.find('.');
    sections[std::string(setting.key.substr(0, dot))] += "# " + std::string(setting.meaning) + " (" + environment_name(setting.key) +
                                                         ")\n" + std::string(setting.key.substr(dot + 1)) + " = " + setting.show(shown) +
                                                         "\n";
  }
  std::string out = "# data folder: " + config.data + "\n";
  for (const auto& [name, lines] : sections) out += "\n[" + name + "]\n" + lines;
  return out;
}

}  // namespace ocop::app
