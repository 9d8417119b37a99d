#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/notices/letters.h"
#include "modules/notices/messages.h"
#include "modules/notices/service.h"

// What the queue does for notices: a letter or message at once, digests, clearing away.
namespace ocop::notices {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kKeepDays = 400;          // a year of evaluations and its questions afterwards
constexpr std::int64_t kLinesOfDigest = 50;      // a letter that is read; the rest is on the page
constexpr std::int64_t kDigestsAtOnce = 200;     // of one look at the table
constexpr int kDigestMinutes = 15;

}  // namespace

std::vector<jobs::Kind> Service::job_kinds() const {
  return {{.name = "notices.deliver", .title = msg::job_deliver, .handler = [this](jobs::Attempt& attempt) { return deliver(attempt); }},
          {.name = "notices.digest", .title = msg::job_digest, .handler = [this](jobs::Attempt& attempt) { return send_digests(attempt); }},
          {.name = "notices.clear", .title = msg::job_clear, .handler = [this](jobs::Attempt& attempt) { return clear(attempt); }}};
}

std::vector<jobs::Schedule> Service::schedules() const {
  return {{"notices.digest", "notices.digest", jobs::When::every_minutes(kDigestMinutes)},
          {"notices.clear", "notices.clear", jobs::When::daily(3, 30)}};
}

// The link of a person's letters that stops them, made when there is none.
std::string Service::stop_url(act::Moment& act, const Person& person) const {
  for (const Link& link : store::open_links(act, person.account, act.now()))
    if (link.purpose == Purpose::stop_mail && link.expires.milliseconds - act.now().milliseconds > rules::kStopLife / 2)
      return link_url(person.language, link);
  return link_url(person.language, make_link(act, person.account, Purpose::stop_mail, {}, rules::kStopLife));
}

void Service::post(act::Moment& act, AccountId account, std::string_view phone, std::string_view kind, std::string_view text,
                   std::string_view url, Language language) const {
  json::Writer body;
  body.begin_object()
      .field("kind", kind)
      .field("language", code(language))
      .field("text", rules::message_text(text))
      .field("to", phone)
      .field("url", url)
      .end_object();
  parts_.office.post(act, body.take(), about(account), act.now(), parts_.random);
}

// How a notice of the kind reaches the person as things are now.
Channel Service::channel_of(db::Reader& reader, AccountId account, const std::optional<Person>& person, std::string_view name) const {
  const Kind* told = kind(name);
  std::optional<Channel> chosen;
  for (const Choice& choice : store::choices(reader, std::span(&account, 1)))
    if (choice.kind == name) chosen = choice.channel;
  return rules::effective(person, chosen, told ? told->usual : Channel::page, ways());
}

void Service::write(act::Moment& act, const LetterOut& letter) const {
  parts_.office.send(act, letter_out(letter), act.now(), parts_.random);
}

bool Service::is_active(db::Reader& reader, AccountId account) const {
  return !parts_.identity.active(reader, std::span(&account, 1)).empty();
}

// From the notice to a letter or message in the queue, and the end of this job, in one transaction: the letter is asked for once.
jobs::Outcome Service::deliver(jobs::Attempt& attempt) const {
  const auto payload = json::parse(attempt.payload());
  const auto id = payload ? NoticeId::parse(payload->root()["notice"].text_or("")) : std::nullopt;
  if (!id) return jobs::Outcome::never("the payload names no notice");
  return attempt.finish([&](db::Transaction& transaction) -> Result<void> {
    act::Moment act(transaction, parts_.clock.now(), parts_.random);
    const auto notice = store::to_deliver(act, *id);
    if (!notice || notice->read) return {};   // seen on the page meanwhile: a letter would only be noise
    if (!is_active(act, notice->account)) return {};
    const auto person = store::lock_person(act, notice->account);   // whoever deletes the address is waited for, and has the last word
    const Channel channel = channel_of(act, notice->account, person, notice->kind);   // as chosen by now, not when it was told
    if (channel == Channel::digest) store::join_digest(act, notice->account, notice->id);
    if (channel != Channel::mail && channel != Channel::phone) return {};
    const std::string said = sentence(*notice, person->language), where = url(person->language, notice->link);
    if (channel == Channel::phone) {
      post(act, person->account, person->phone, notice->kind, "Ocop: " + said, where, person->language);
      return {};
    }
    const Around around{url(person->language, "/notices/settings"), stop_url(act, *person)};
    parts_.office.send(act, notice_letter({display_name(act, person->account), person->address}, {said, where}, around, person->language,
                                          about(person->account)),
                       act.now(), parts_.random);
    return {};
  });
}

jobs::Outcome Service::send_digests(jobs::Attempt& attempt) const {
  while (true) {
    const auto due =
        parts_.database.read([&](db::Reader& reader) { return store::due_digests(reader, parts_.clock.now(), kDigestsAtOnce); });
    for (const AccountId& account : due) {
      if (!attempt.keep_going()) return jobs::Outcome::stopped();
      // Each in a transaction of its own, which also moves the person's next digest: after a kill nobody gets two.
      const auto sent = acts_.run_without_account([&](act::Moment& act) { return send_digest(act, account); });
      if (!sent) return jobs::Outcome::again(sent.error().detail);
    }
    if (static_cast<std::int64_t>(due.size()) < kDigestsAtOnce) return jobs::Outcome::done();
  }
}

Result<void> Service::send_digest(act::Moment& act, AccountId account) const {
  const auto person = store::lock_person(act, account);
  if (!person || !person->next_digest || *person->next_digest > act.now()) return {};   // another process was first
  store::move_digest(act, account, rules::next_digest(*person, act.now(), parts_.holidays));
  store::leave_digest(act, account);
  const auto notices = store::for_digest(act, account, kLinesOfDigest);
  const std::int64_t ended = store::end_digest(act, account);
  if (notices.empty() || !can_mail() || !is_active(act, account)) return {};
  std::vector<Line> lines;
  for (const Notice& notice : notices) lines.push_back({sentence(notice, person->language), url(person->language, notice.link)});
  const Around around{url(person->language, "/notices/settings"), stop_url(act, *person)};
  const std::int64_t more = std::max<std::int64_t>(ended - static_cast<std::int64_t>(lines.size()), 0);   // one was read just now
  parts_.office.send(act, digest_letter({display_name(act, account), person->address}, lines, more,
                                        {{}, url(person->language, "/notices")}, around, person->language, about(account)),
                     act.now(), parts_.random);
  return {};
}

// Old notices and links; addresses that nobody confirmed in time; and how to tell people whose account is active no more.
jobs::Outcome Service::clear(jobs::Attempt& attempt) const {
  return attempt.finish([this](db::Transaction& transaction) -> Result<void> {
    const Instant now = parts_.clock.now(), old{now.milliseconds - kKeepDays * kDay};
    store::remove_older(transaction, old);
    store::remove_old_links(transaction, old);
    store::empty_expired_links(transaction, now);
    const std::vector<AccountId> known = store::accounts(transaction);
    std::vector<AccountId> active = parts_.identity.active(transaction, known);
    std::sort(active.begin(), active.end());
    for (const AccountId& account : known) {
      if (std::binary_search(active.begin(), active.end(), account)) continue;
      store::remove_person(transaction, account);
      let_go(transaction, account, now);
    }
    return {};
  });
}

}  // namespace ocop::notices
