#include "modules/notices/service.h"

#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/notices/messages.h"

// Telling and reading.
namespace ocop::notices {
namespace {

std::string write_arguments(const std::vector<std::string>& arguments) {
  json::Writer w;
  w.begin_array();
  for (const std::string& argument : arguments) w.text(argument);
  w.end_array();
  return w.take();
}

Error unknown() { return Error::of(ErrorKind::not_found, {"id", "", "a notice of yours", msg::no_such_notice}); }

}  // namespace

std::string about(AccountId account) { return "account:" + account.text(); }

std::vector<std::string> arguments_of(const Notice& notice) {
  std::vector<std::string> out;
  const auto read = json::parse(notice.arguments);
  for (std::size_t i = 0; read && i < read->root().size(); ++i) out.emplace_back(read->root().at(i).text_or(""));
  return out;
}

rules::Ways Service::ways() const {
  using Way = rules::Ways::Way;
  return {can_mail() ? Way::there : Way::missing, can_phone() ? Way::there : Way::missing};
}

const Kind* Service::kind(std::string_view name) const {
  const auto& kinds = parts_.offers.all<Kind>();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

std::vector<AccountId> Service::accounts_of(db::Reader& reader, const Audience& audience) const {
  std::vector<AccountId> out = parts_.identity.active(reader, audience.accounts);   // holders() are active by themselves
  for (const Grant& grant : audience.holders)
    for (const AccountId& holder : parts_.identity.holders(reader, grant)) out.push_back(holder);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (audience.except) std::erase(out, *audience.except);
  return out;
}

void Service::tell(act::Moment& act, const News& news, const Audience& audience) const {
  const Kind* told = kind(news.kind);
  const Channel usual = told ? told->usual : Channel::page;
  const std::vector<AccountId> accounts = accounts_of(act, audience);
  const std::vector<Person> people = store::people(act, accounts);
  const std::vector<Choice> choices = store::choices(act, accounts);
  std::vector<Notice> notices;
  for (const AccountId& account : accounts) {
    const auto person = std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.account == account; });
    const auto choice =
        std::find_if(choices.begin(), choices.end(), [&](const Choice& one) { return one.account == account && one.kind == news.kind; });
    const Channel channel = rules::effective(person == people.end() ? std::nullopt : std::optional(*person),
                                             choice == choices.end() ? std::nullopt : std::optional(choice->channel), usual, ways());
    notices.push_back({act.new_id<NoticeId>(), account, std::string(news.kind), write_arguments(news.arguments), news.link, act.now(), {},
                       channel == Channel::digest ? InDigest::waits : InDigest::no});
    if (channel != Channel::mail && channel != Channel::phone) continue;
    json::Writer payload;
    payload.begin_object().field("notice", notices.back().id.text()).end_object();
    jobs::enqueue(act, {.kind = "notices.deliver", .payload = payload.take(), .about = about(account)}, act.now(), parts_.random);
  }
  if (!notices.empty()) store::insert_all(act, notices);
}

std::int64_t Service::unread(const Actor& actor) const {
  if (!actor.account) return 0;
  return parts_.database.read([&](db::Reader& reader) { return store::unread(reader, *actor.account, kMostCounted); });
}

Result<Notice> Service::open(const Actor& actor, NoticeId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Notice> {
    store::mark_read(act, act.by(), id, act.now());   // a second time changes nothing
    auto found = store::find(act, act.by(), id);
    if (!found) return unknown();
    return std::move(*found);
  });
}

Result<std::int64_t> Service::read_all(const Actor& actor) {
  return acts_.run(actor, [](act::Act& act) -> Result<std::int64_t> { return store::mark_all_read(act, act.by(), act.now()); });
}

std::string Service::sentence(const Notice& notice, Language language) const {
  const Kind* told = kind(notice.kind);
  if (!told) return notice.kind;
  const std::vector<std::string> arguments = arguments_of(notice);
  const auto at = [&](std::size_t i) { return i < arguments.size() ? std::string_view(arguments[i]) : std::string_view(); };
  return format(told->sentence, language, {at(0), at(1), at(2), at(3), at(4)});
}

}  // namespace ocop::notices
