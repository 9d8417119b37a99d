// Accounts and tokens from the command line.
#include <fstream>
#include <iostream>
#include <ostream>

#include "app/commands.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "modules/identity/service.h"

namespace ocop::app {
namespace {

// "role", "role:province", "role:province:commune" "producer_member:PRODUCER-ID" or "helper:PRODUCER-ID".
Result<Grant> parse_grant(std::string_view text) {
  const auto wrong = [&] {
    return Error::of(ErrorKind::invalid_input,
                     Problem{"--grant", std::string(text), "role[:province[:commune]] or producer_member:PRODUCER-ID", {}});
  };
  const std::vector<std::string_view> parts = text::split(text, ':');
  const std::optional<Role> role = parts.empty() ? std::nullopt : parse_role(parts[0]);
  if (!role || parts.size() > 3) return wrong();
  Grant grant;
  grant.role = *role;
  if (*role == Role::producer_member || *role == Role::helper) {
    if (*role == Role::helper) grant.tasks = Tasks::all();   // without end: whoever keeps the machine answers for it
    const auto producer = parts.size() == 2 ? ProducerId::parse(parts[1]) : std::nullopt;
    if (!producer) return wrong();
    grant.producer = producer;
    return grant;
  }
  if (parts.size() > 1) grant.province = std::string(parts[1]);
  if (parts.size() > 2) grant.commune = std::string(parts[2]);
  return grant;
}

Result<std::string> read_password(const std::string& file, Streams io) {
  std::string line;
  if (file.empty()) {
    io.err << "Password: " << std::flush;
    std::getline(std::cin, line);
  } else {
    std::ifstream in(file);
    if (!in) return Error::of(ErrorKind::not_found, "cannot read " + file);
    std::getline(in, line);
  }
  return line;
}

}  // namespace

ExitCode create_account_command(const Config& config, const NewAccount& wanted, Streams io) {
  identity::NewAccount account{.login = wanted.login, .display_name = wanted.display_name, .password = {}, .grants = {}};
  for (const std::string& text : wanted.grants) {
    const Result<Grant> grant = parse_grant(text);
    if (!grant) return complain(grant.error(), io);
    account.grants.push_back(*grant);
  }
  const Result<std::string> password = read_password(wanted.password_file, io);
  if (!password) return complain(password.error(), io);
  account.password = *password;
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  const Result<AccountId> made = identity::create_account({base.database(), base.clock(), base.random()}, account, crypto::PasswordCost{});
  if (!made) {
    complain(made.error(), io);
    return ExitCode::bad_input;
  }
  io.out << made->text() << '\n';
  return ExitCode::ok;
}

ExitCode create_token(const Config& config, const NewToken& wanted, Streams io) {
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  const auto scope = wanted.read_only ? identity::TokenScope::reading : identity::TokenScope::everything;
  const auto token = identity::create_api_token({base.database(), base.clock(), base.random()}, base.random(),
                                                {wanted.login, wanted.label, wanted.days, scope});
  if (!token) {
    complain(token.error(), io);
    return ExitCode::bad_input;
  }
  io.err << "Shown once; valid until " << show(token->expires, Language::en) << ":\n";
  io.out << token->text << '\n';
  return ExitCode::ok;
}

ExitCode list_tokens(const Config& config, const std::string& login, Streams io) {
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  const auto tokens = identity::api_tokens((*platform)->database(), login);
  if (!tokens) {
    complain(tokens.error(), io);
    return ExitCode::bad_input;
  }
  for (const identity::ApiToken& token : *tokens) {
    const std::string used = token.last_used ? token.last_used->iso() : "-";
    const std::string state = token.revoked ? "revoked " + token.revoked->iso() : "until " + token.expires.iso();
    const std::string_view scope = token.scope == identity::TokenScope::reading ? "reading" : "everything";
    io.out << token.id.text() << '\t' << scope << '\t' << state << "\tlast used " << used << '\t' << token.label << '\n';
  }
  return ExitCode::ok;
}

ExitCode revoke_token(const Config& config, const std::string& id, Streams io) {
  const auto token = identity::TokenId::parse(id);
  if (!token) {
    complain(Error::of(ErrorKind::invalid_input, Problem{"ID", id, "an id that `ocop admin list-tokens` prints", {}}), io);
    return ExitCode::bad_input;
  }
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  if (const auto done = identity::revoke_api_token({base.database(), base.clock(), base.random()}, *token); !done) {
    complain(done.error(), io);
    return ExitCode::bad_input;
  }
  return ExitCode::ok;
}

}  // namespace ocop::app
