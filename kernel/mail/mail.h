#pragma once
#include <optional>
#include <string>

#include "kernel/db/db.h"
#include "kernel/jobs/jobs.h"
#include "kernel/mail/delivery.h"
#include "kernel/mail/letter.h"

// Mail as jobs: an act asks for a letter in its own transaction; it is sent, tried again or becomes a dead letter afterwards.
namespace ocop::mail {

// Where letters go. Both empty: nowhere, and whoever asks for mail is told so beforehand.
struct Options {
  SmtpServer smtp;                 // used when its URL is not empty
  std::string folder;              // else, when not empty
  Mailbox from;
  GatewayServer gateway;           // for SMS and Zalo; empty URL = none
};

struct Mail {
  Mailbox to;
  std::string subject, text, html;
  std::string unsubscribe_url{};
  std::string about{};             // "account:…": what jobs::forget erases by. The address is in the job's payload until it was sent
};

// Registers the job kinds mail.send and mail.gateway. Lives as long as the registry that it was added to.
class Office {
 public:
  explicit Office(Options options) : options_(std::move(options)) {}
  void add_jobs(jobs::Registry& registry) const;

  bool sends_mail() const { return !options_.smtp.url.empty() || !options_.folder.empty(); }
  bool has_gateway() const { return !options_.gateway.url.empty(); }
  void send(db::Transaction& transaction, const Mail& mail, Instant now, Random& random) const;
  // `body`: a JSON object, as docs/formats/gateway.md describes it.
  void post(db::Transaction& transaction, std::string body, std::string about, Instant now, Random& random) const;
  // One letter at once, past the queue: for whoever sets the mail up and wants to see the server's answer.
  Delivery try_now(const std::string& address, Instant now, Random& random) const;

 private:
  Delivery hand_out(const Letter& letter, std::string_view name, const std::string& bytes, const GoOn& go_on) const;
  jobs::Outcome deliver(jobs::Attempt& attempt) const;
  jobs::Outcome hand_over(jobs::Attempt& attempt) const;
  Options options_;
};

}  // namespace ocop::mail
