#include "kernel/mail/mail.h"

#include "kernel/json/json.h"
#include "kernel/mail/messages.h"

namespace ocop::mail {
namespace {

constexpr std::string_view kNoWay = "neither mail.url nor mail.folder is set";
constexpr std::string_view kSend = "mail.send", kGateway = "mail.gateway";
// Twelve attempts over about a day: a mail server that is repaired in the morning still gets the evening's letters.
constexpr jobs::Retry kRetry{.attempts = 12, .first = std::chrono::seconds(60), .most = std::chrono::hours(4)};
constexpr std::chrono::seconds kLongest{180};   // three times the limit of one delivery

// A delivery that was broken off because the program closes is the next process's; it does not count as an attempt.
jobs::Outcome as_outcome(const Delivery& delivery, const jobs::Attempt& attempt) {
  if (delivery.end == Delivery::End::try_again && !attempt.keep_going()) return jobs::Outcome::stopped();
  switch (delivery.end) {
    case Delivery::End::accepted: return jobs::Outcome::done();
    case Delivery::End::refused: return jobs::Outcome::never(delivery.reason);
    case Delivery::End::try_again: break;
  }
  return jobs::Outcome::again(delivery.reason, delivery.wait);
}

std::string domain_of(std::string_view address) { return std::string(address.substr(address.rfind('@') + 1)); }

}  // namespace

void Office::add_jobs(jobs::Registry& registry) const {
  registry.add({.name = kSend,
                .title = msg::send_title,
                .handler = [this](jobs::Attempt& attempt) { return deliver(attempt); },
                .retry = kRetry,
                .longest = kLongest});
  registry.add({.name = kGateway,
                .title = msg::gateway_title,
                .handler = [this](jobs::Attempt& attempt) { return hand_over(attempt); },
                .retry = kRetry,
                .longest = kLongest});
}

void Office::send(db::Transaction& transaction, const Mail& mail, Instant now, Random& random) const {
  json::Writer w;
  w.begin_object().field("date", now.milliseconds).field("html", mail.html).field("name", mail.to.name).field("subject", mail.subject)
      .field("text", mail.text).field("to", mail.to.address).field("unsubscribe", mail.unsubscribe_url).end_object();
  jobs::enqueue(transaction, {.kind = kSend, .payload = w.take(), .about = mail.about}, now, random);
}

void Office::post(db::Transaction& transaction, std::string body, std::string about, Instant now, Random& random) const {
  jobs::enqueue(transaction, {.kind = kGateway, .payload = std::move(body), .about = std::move(about)}, now, random);
}

jobs::Outcome Office::deliver(jobs::Attempt& attempt) const {
  if (!sends_mail()) return jobs::Outcome::never(std::string(kNoWay));
  const auto payload = json::parse(attempt.payload());
  if (!payload) return jobs::Outcome::never("the payload is not a letter");
  const json::Node asked = payload->root();
  const auto text = [&](std::string_view key) { return std::string(asked[key].text_or("")); };
  const Letter letter{
      .from = options_.from,
      .to = {text("name"), text("to")},
      .subject = text("subject"),
      .text = text("text"),
      .html = text("html"),
      .unsubscribe_url = text("unsubscribe"),
      .id = attempt.id().text() + "@" + domain_of(options_.from.address),  // a letter that goes out twice is recognised by it
      .date = {asked["date"].integer().value_or(attempt.now().milliseconds)}};
  const auto bytes = write(letter);
  if (!bytes) return jobs::Outcome::never("not a letter: field " + bytes.error().problems.front().field);
  return as_outcome(hand_out(letter, attempt.id().text(), *bytes, [&attempt] { return attempt.keep_going(); }), attempt);
}

Delivery Office::hand_out(const Letter& letter, std::string_view name, const std::string& bytes, const GoOn& go_on) const {
  if (options_.smtp.url.empty()) return put_into_folder(options_.folder, name, bytes);
  return send_by_smtp(options_.smtp, letter.from.address, letter.to.address, bytes, go_on);
}

Delivery Office::try_now(const std::string& address, Instant now, Random& random) const {
  if (!sends_mail()) return {Delivery::End::refused, std::string(kNoWay), {}};
  const std::string name = new_uuid(now, random).text();
  const auto in_both = [](const Message& message) { return std::string(message.vi) + "\n" + std::string(message.en) + "\n"; };
  const Letter letter{.from = options_.from,
                      .to = {{}, address},
                      .subject = std::string(msg::test_subject.vi),
                      .text = in_both(msg::test_text),
                      .html = {},
                      .id = name + "@" + domain_of(options_.from.address),
                      .date = now};
  const auto bytes = write(letter);
  if (!bytes) return {Delivery::End::refused, "not a letter: field " + bytes.error().problems.front().field, {}};
  return hand_out(letter, name, *bytes, {});
}

jobs::Outcome Office::hand_over(jobs::Attempt& attempt) const {
  if (!has_gateway()) return jobs::Outcome::never("notices.gateway_url is not set");
  const auto go_on = [&attempt] { return attempt.keep_going(); };
  return as_outcome(post_to_gateway(options_.gateway, attempt.id().text(), attempt.now(), std::string(attempt.payload()), go_on), attempt);
}

}  // namespace ocop::mail
