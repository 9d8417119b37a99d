#include <algorithm>

#include "kernel/http/http.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/notices/letters.h"
#include "modules/notices/messages.h"
#include "modules/notices/service.h"
#include "modules/notices/store_personal.h"

// How a person wants to be told, and links that need no sign-in.
namespace ocop::notices {
namespace {

constexpr std::int64_t kDay = 86'400'000;

bool can_be_told(const Kind& kind, const Actor& actor) {
  return std::any_of(kind.roles.begin(), kind.roles.end(), [&](Role role) { return actor.has(role); });
}

std::string link_path(Purpose purpose) { return purpose == Purpose::stop_mail ? "/notices/stop/" : "/notices/confirm/"; }

}  // namespace

std::string Service::url(Language language, std::string_view path) const { return parts_.public_url + web::link(language, path); }
std::string Service::link_url(Language language, const Link& link) const {
  return url(language, link_path(link.purpose) + rules::link_text(parts_.link_key, link));
}

std::string Service::display_name(db::Reader& reader, AccountId account) const {
  const auto found = parts_.identity.by_ids(reader, std::span(&account, 1));
  return found.empty() ? std::string() : found.front().display_name;
}

Person Service::hold(act::Moment& act, AccountId account) const {
  Person fresh;
  fresh.account = account;
  return store::hold_person(act, fresh);
}

Result<void> Service::save(act::Moment& act, const Person& held) const {
  Person person = held;
  person.next_digest = rules::next_digest(person, act.now(), parts_.holidays);
  if (!store::update_person(act, person)) return act::stale(person.version, {}, msg::settings_changed);
  return {};
}

Link Service::make_link(act::Moment& act, AccountId account, Purpose purpose, std::string subject, std::int64_t life) const {
  const Link link{act.new_id<LinkId>(), account, purpose, std::move(subject), act.now(), {act.now().milliseconds + life}, {}};
  store::insert_link(act, link);
  return link;
}

Result<Settings> Service::settings(const Actor& actor) const {
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  return parts_.database.read([&](db::Reader& reader) -> Result<Settings> {
    Settings out;
    const auto stored = store::person(reader, *actor.account);
    if (stored) out.person = *stored;
    out.person.account = *actor.account;
    const auto choices = store::choices(reader, std::span(&*actor.account, 1));
    for (const Kind& kind : parts_.offers.all<Kind>()) {
      if (!can_be_told(kind, actor)) continue;
      const auto choice = std::find_if(choices.begin(), choices.end(), [&](const Choice& one) { return one.kind == kind.name; });
      const auto chosen = choice == choices.end() ? std::nullopt : std::optional(choice->channel);
      out.kinds.push_back({&kind, chosen, rules::effective(stored, chosen, kind.usual, ways())});
    }
    out.links = store::open_links(reader, *actor.account, parts_.clock.now());
    for (const Link& link : out.links) {   // newest first: the one that was asked for last
      if (link.purpose == Purpose::confirm_mail && out.waiting_address.empty()) out.waiting_address = link.subject;
      if (link.purpose == Purpose::confirm_phone && out.waiting_phone.empty()) out.waiting_phone = link.subject;
    }
    return out;
  });
}

Result<void> Service::set_channels(const Actor& actor, const SetChannels& ask) {
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  Error wrong;
  wrong.kind = ErrorKind::invalid_input;
  std::vector<Choice> choices;
  for (const auto& [name, word] : ask.channels) {
    const Kind* chosen = kind(name);
    const auto channel = parse_channel(word);
    if (chosen && channel && can_be_told(*chosen, actor)) choices.push_back({*actor.account, name, *channel});
    else
      wrong.problems.push_back(
          {"channels." + name, word, "page, digest, mail or phone of a kind that you can be told", msg::channel_wrong});
  }
  if (!wrong.problems.empty()) return wrong;
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    Person person = hold(act, act.by());
    OCOP_CHECK(act::expect_version(ask.version, person.version, msg::settings_changed));
    person.digest_hour = ask.digest_hour;
    person.digest_days = ask.digest_days;
    person.language = ask.language == "en" ? Language::en : Language::vi;
    if (person.mail == Mail::stopped && !person.address.empty())
      act::agree(act, consent_text(Purpose::confirm_mail), act.by(), act::ConsentBy::program, {});
    person.mail = Mail::wanted;   // whoever chooses anew wants what was chosen
    OCOP_CHECK(save(act, person));
    for (const Choice& choice : choices) store::put_choice(act, choice);
    return {};
  });
}

Result<void> Service::may_ask(act::Moment& act, AccountId account, Purpose purpose) const {
  hold(act, account);   // one question at a time: whoever asks beside it is counted too
  const Instant since{act.now().milliseconds - kDay};
  if (store::links_made_since(act, account, purpose, since) < rules::kConfirmationsADay) return {};
  return Error::of(ErrorKind::too_many_requests, {"", "", std::to_string(rules::kConfirmationsADay) + " a day", msg::too_many_confirmations,
                                                  {std::to_string(rules::kConfirmationsADay)}});
}

Result<void> Service::ask_address(const Actor& actor, std::string_view typed, Language language) {
  if (!can_mail()) return Error::of(ErrorKind::conflict, {"address", "", "an installation with [mail] set", msg::no_mail_here});
  OCOP_TRY(address, mail::read_address(typed));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_CHECK(may_ask(act, act.by(), Purpose::confirm_mail));
    store::end_links(act, act.by(), Purpose::confirm_mail, act.now());   // the newest letter alone is good
    const Link link = make_link(act, act.by(), Purpose::confirm_mail, address, rules::kConfirmationLife);
    const std::string name = display_name(act, act.by());
    parts_.office.send(act, confirmation_letter({name, address}, link_url(language, link), link.expires, language, about(act.by())),
                       act.now(), parts_.random);
    return {};
  });
}

Result<void> Service::ask_phone(const Actor& actor, std::string_view typed, Language language) {
  if (!can_phone()) return Error::of(ErrorKind::conflict, {"phone", "", "an installation with a gateway", msg::no_gateway_here});
  OCOP_TRY(phone, rules::read_phone(typed));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_CHECK(may_ask(act, act.by(), Purpose::confirm_phone));
    store::end_links(act, act.by(), Purpose::confirm_phone, act.now());
    const Link link = make_link(act, act.by(), Purpose::confirm_phone, phone, rules::kConfirmationLife);
    post(act, act.by(), phone, "confirm", translate(msg::phone_confirm_text, language), link_url(language, link), language);
    return {};
  });
}

Result<void> Service::vouch(act::Moment& act, AccountId account, std::string_view typed) const {
  OCOP_TRY(address, mail::read_address(typed));
  Person person = hold(act, account);
  person.address = address;
  person.mail = Mail::wanted;
  return save(act, person);
}

Result<void> Service::forget(const Actor& actor) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    Person person = hold(act, act.by());
    person.address.clear();
    person.phone.clear();
    OCOP_CHECK(save(act, person));
    let_go(act, act.by(), act.now());
    for (const std::string_view text : {kConsentMail, kConsentPhone}) act::end_consents_of(act, act.by(), text, act.now());
    return {};
  });
}

Result<void> Service::taken_back(act::Act& act, Purpose confirmed) const {
  Person person = hold(act, act.by());
  (confirmed == Purpose::confirm_phone ? person.phone : person.address).clear();
  OCOP_CHECK(save(act, person));
  let_go(act, act.by(), act.now());   // what waits may be for either
  return {};
}

act::ConsentText Service::consent_text(Purpose confirmed) {
  if (confirmed == Purpose::confirm_phone) return {kConsentPhone, msg::consent_phone_title, msg::consent_phone_text};
  return {kConsentMail, msg::consent_mail_title, msg::consent_mail_text};
}

void Service::erase(db::Transaction& transaction, AccountId account, Instant now) const {
  let_go(transaction, account, now);
  store::remove_person(transaction, account);
  store::erase(transaction, account);
}

void Service::let_go(db::Transaction& transaction, AccountId account, Instant now) const {
  for (const Purpose purpose : {Purpose::confirm_mail, Purpose::confirm_phone, Purpose::stop_mail})
    store::end_links(transaction, account, purpose, now);
  store::end_digest(transaction, account);
  jobs::forget(transaction, about(account), now);
}

Result<void> Service::end_link(const Actor& actor, LinkId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    const auto link = store::find_link(act, id);
    if (!link || link->account != act.by()) return Error::of(ErrorKind::not_found, {"id", "", "a link of yours", msg::link_unknown});
    store::end_link(act, id, act.now());
    return {};
  });
}

Result<LinkView> Service::look_at_link(std::string_view text, Purpose purpose) const {
  const auto id = rules::link_id(text);
  if (!id) return Error::of(ErrorKind::not_found, {"link", "", "a link as it was sent", msg::link_unknown});
  return parts_.database.read([&](db::Reader& reader) -> Result<LinkView> {
    const auto link = store::find_link(reader, *id);
    if (!link) return Error::of(ErrorKind::not_found, {"link", "", "a link as it was sent", msg::link_unknown});
    // One path confirms either way.
    const Purpose wanted = purpose == Purpose::confirm_mail && link->purpose == Purpose::confirm_phone ? Purpose::confirm_phone : purpose;
    OCOP_CHECK(rules::check_link(parts_.link_key, *link, text, wanted, parts_.clock.now()));
    return LinkView{link->purpose, rules::masked(link->subject)};
  });
}

Result<LinkView> Service::use_link(std::string_view text, Purpose purpose) {
  OCOP_TRY(view, look_at_link(text, purpose));
  return acts_.run_without_account([&](act::Moment& act) -> Result<LinkView> {
    const auto link = store::find_link(act, *rules::link_id(text));
    if (!link) return Error::of(ErrorKind::not_found, {"link", "", "a link as it was sent", msg::link_unknown});
    OCOP_CHECK(rules::check_link(parts_.link_key, *link, text, view.purpose, act.now()));   // somebody may have been faster
    Person person = hold(act, link->account);
    // A confirmation is used once; its person may have deleted everything while this waited for the row. Stopping may be pressed again: the
    // mail programs of some do.
    if (link->purpose != Purpose::stop_mail && !store::end_link(act, link->id, act.now()))
      return Error::of(ErrorKind::gone, {"link", "", "a link that has not ended", msg::link_over});
    switch (link->purpose) {
      case Purpose::confirm_mail:
        person.address = link->subject;
        person.mail = Mail::wanted;   // whoever confirms an address after stopping letters wants them again
        break;
      case Purpose::confirm_phone: person.phone = link->subject; break;
      case Purpose::stop_mail:
        person.mail = Mail::stopped;
        act::end_consents_of(act, link->account, kConsentMail, act.now());
        break;
    }
    if (link->purpose != Purpose::stop_mail) act::agree(act, consent_text(link->purpose), link->account, act::ConsentBy::link, {});
    OCOP_CHECK(save(act, person));
    return view;
  });
}

}  // namespace ocop::notices
