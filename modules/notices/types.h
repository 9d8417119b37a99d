#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/notices/notices.h"

namespace ocop::notices {

using NoticeId = Id<struct NoticeTag>;
using LinkId = Id<struct NoticeLinkTag>;

enum class InDigest : std::uint8_t { no = 0, waits = 1 };
struct Notice {
  NoticeId id{};
  AccountId account{};
  std::string kind;
  std::string arguments = "[]";
  std::string link;
  Instant created{};
  std::optional<Instant> read{};
  InDigest digest = InDigest::no;
};

enum class Days : std::uint8_t { every_day, working_days };
std::string_view name(Days days);
enum class Mail : std::uint8_t { stopped = 0, wanted = 1 };

// How a person wants to be told. Whoever never chose, and never asked for a link, has no row.
struct Person {
  AccountId account{};
  std::string address, phone;            // confirmed ones; empty = none
  Mail mail = Mail::wanted;
  Language language = Language::vi;
  int digest_hour = 7;                   // before the office opens
  Days digest_days = Days::working_days;
  std::optional<Instant> next_digest{};
  std::int64_t version = 0;              // 0 = nothing chosen yet
};
struct Choice { AccountId account{}; std::string kind; Channel channel = Channel::page; };

// What is agreed to (kernel/act/consents.h).
inline constexpr std::string_view kConsentMail = "letters.mail", kConsentPhone = "letters.phone";

enum class Purpose : std::uint8_t { confirm_mail, confirm_phone, stop_mail };
std::string_view name(Purpose purpose);
std::optional<Purpose> parse_purpose(std::string_view name);
struct Link {
  LinkId id{};
  AccountId account{};
  Purpose purpose = Purpose::confirm_mail;
  std::string subject;
  Instant made{}, expires{};
  std::optional<Instant> ended{};
};

}  // namespace ocop::notices
