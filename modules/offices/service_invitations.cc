// Invitations to an office: by letter, or by a link where no mail is set up.
#include <algorithm>

#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/mail/letter.h"
#include "modules/offices/messages.h"
#include "modules/offices/service.h"
#include "modules/offices/store.h"

namespace ocop::offices {
namespace {

constexpr std::int64_t kShown = 200;      // rules::kMostOpen, and what ended lately
constexpr std::size_t kKeyBytes = 16;     // 128 bits: never typed, never guessed

std::string digest_of(std::string_view key) { return std::string(crypto::view(crypto::sha256("ocop invitation " + std::string(key)))); }
std::string about(InvitationId id) { return "invitation:" + id.text(); }
Error unknown() { return Error::of(ErrorKind::not_found, {"key", "", "the link of an invitation", msg::link_unknown, {}}); }

}  // namespace

std::string Service::link(std::string_view key, Language language) const {
  return parts_.public_url + (language == Language::en ? "/en" : "") + "/offices/invitation?key=" + std::string(key);
}

std::string Service::name_of(db::Reader& reader, AccountId account) const {
  const auto found = parts_.identity.by_ids(reader, std::span(&account, 1));
  return found.empty() ? std::string() : found[0].display_name;
}

void Service::write_letter(act::Act& act, const Invitation& invitation, const std::string& link, Language language) const {
  const std::string office = words(invitation.office, language);
  const Instant last{rules::end_of(invitation).milliseconds - 1};
  parts_.notices.write(act, {.address = invitation.address,
                             .subject = format(msg::letter_subject, language, {office}),
                             .before = {in(msg::letter_hello, language),
                                        format(msg::letter_invites, language, {name_of(act, act.by()), office}),
                                        format(msg::letter_how, language, {show(last, language)})},
                             .open = msg::letter_open,
                             .url = link,
                             .after = {in(msg::letter_not_you, language)},
                             .language = language,
                             .about = about(invitation.id)});
}

Result<Service::Invited> Service::invite(const Actor& actor, const Invite& wanted, Language language) {
  const auto address = mail::read_address(wanted.address);
  if (!address || !parts_.offices.login_of(*address))
    return Error::of(ErrorKind::invalid_input, {"address", wanted.address, "an e-mail address", msg::address_wrong, {}});
  OCOP_TRY(office, parts_.offices.read({wanted.role, wanted.province, wanted.commune}));
  const std::string key = crypto::random_token(parts_.random, kKeyBytes);
  return acts_.run(actor, [&](act::Act& act) -> Result<Invited> {
    OCOP_CHECK(parts_.offices.hold_administrator(act, act.by()));
    const auto open = store::unanswered(act, {act.now().milliseconds - rules::kInvitationLife});
    if (open.size() >= rules::kMostOpen)
      return Error::of(ErrorKind::conflict, {"", "", "fewer than 200 that are open", msg::too_many_open, {}});
    for (const Invitation& one : open)
      if (one.address == *address && one.office == office)
        return Error::of(ErrorKind::conflict, {"address", *address, "one who is not invited yet", msg::invited_already, {}});
    const Invitation made{.id = act.new_id<InvitationId>(), .address = *address, .office = office, .key = digest_of(key),
                          .invited_by = act.by(), .invited = act.now()};
    store::insert(act, made);
    if (!parts_.notices.sends_letters()) return Invited{made.id, link(key, language)};
    write_letter(act, made, link(key, language), language);
    return Invited{made.id, {}};
  });
}

Result<void> Service::withdraw(const Actor& actor, InvitationId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_CHECK(parts_.offices.hold_administrator(act, act.by()));
    auto found = store::invitation(act, id);
    if (!found) return Error::of(ErrorKind::not_found, "invitation " + id.text());
    OCOP_CHECK(rules::may_withdraw(*found, act.now()));
    found->withdrawn = act.now();
    found->withdrawn_by = act.by();
    found->address.clear();
    if (!store::change(act, *found)) return act::stale(found->version, {}, msg::changed_meanwhile);
    jobs::forget(act, about(id), act.now());   // a letter that waits does not go out any more
    return {};
  });
}

Result<std::vector<Service::Row>> Service::invitations(const Actor& actor) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::vector<Row>> {
    OCOP_CHECK(parts_.offices.hold_administrator(act, act.by()));
    parts_.identity.note_look(act, "accounts:invitations");
    std::vector<Row> out;
    std::vector<AccountId> ids;
    for (Invitation& one : store::invitations(act, kShown)) {
      ids.push_back(one.invited_by);
      if (one.account) ids.push_back(*one.account);
      out.push_back({std::move(one), {}, {}});
    }
    const auto names = parts_.identity.by_ids(act, ids);
    const auto of = [&](AccountId id) {
      const auto found = std::ranges::find(names, id, &identity::AccountSummary::id);
      return found == names.end() ? std::string() : found->display_name;
    };
    for (Row& row : out) {
      row.invited_by = of(row.invitation.invited_by);
      if (row.invitation.account) row.account = of(*row.invitation.account);
    }
    return out;
  });
}

Result<Service::Shown> Service::shown(std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    const auto found = store::by_key(reader, digest_of(key));
    if (!found) return unknown();
    OCOP_CHECK(rules::may_accept(*found, now()));
    return Shown{found->office, name_of(reader, found->invited_by), found->address, rules::end_of(*found)};
  });
}

Result<void> Service::join(const Newcomer& newcomer, std::string_view peer) {
  OCOP_TRY(invited, shown(newcomer.key));
  return parts_.offices.join_invited({invited.address, newcomer.display_name, newcomer.password}, peer);
}

Result<identity::Offices::Given> Service::accept(const Actor& actor, std::string_view key) {
  return acts_.run(actor, [&](act::Act& act) -> Result<identity::Offices::Given> {
    auto found = store::by_key(act, digest_of(key));
    if (!found) return unknown();
    OCOP_CHECK(rules::may_accept(*found, act.now()));
    found->account = act.by();
    found->accepted = act.now();
    found->address.clear();
    if (!store::change(act, *found)) return act::stale(found->version, {}, msg::changed_meanwhile);   // once, whoever else has the link
    OCOP_TRY(given, parts_.offices.give_invited(act, found->office, found->invited_by));
    parts_.notices.tell(act, {kToldAccepted, {name_of(act, act.by()), words(found->office, Language::vi)},
                              given == identity::Offices::Given::waits ? "/accounts/waiting" : "/accounts/" + act.by().text()},
                        {.holders = {{Role::administrator, "", "", {}}}, .except = act.by()});
    return given;
  });
}

std::vector<jobs::Kind> Service::job_kinds() const {
  return {{.name = "offices.clear", .title = msg::job_clear, .handler = [this](jobs::Attempt& attempt) {
             return attempt.finish([this](db::Transaction& transaction) -> Result<void> {
               store::empty_addresses(transaction, {now().milliseconds - rules::kInvitationLife - rules::kAddressKept});
               return {};
             });
           }}};
}

std::vector<jobs::Schedule> Service::schedules() const {
  return {{"offices.clear", "offices.clear", jobs::When::daily(3, 45)}};
}

}  // namespace ocop::offices
