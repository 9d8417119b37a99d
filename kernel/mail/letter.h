#pragma once
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/base/time.h"

// A mail as text: RFC 5322 headers, RFC 2045 to 2047 MIME. GMime is behind it and not visible. Pure, thread-safe.
namespace ocop::mail {

struct Mailbox {
  std::string name{};              // may be empty; any language
  std::string address;
};

// "name@domain" as it is used and stored: trimmed, domain in lower case. RFC 5321 §4.1.2 without quoted local parts and address literals,
// in ASCII (an international domain as its xn-- form). Error: invalid_input of field "address".
Result<std::string> read_address(std::string_view typed);

// "name@domain" or "Ocop Tuyên Quang <name@domain>", as a setting has it.
Result<Mailbox> read_mailbox(std::string_view typed);

struct Letter {
  Mailbox from, to;
  std::string subject;             // one line; control characters become spaces, so that it can never be two headers
  std::string text;                // both forms say the same (RFC 2046 §5.1.4); LF line ends
  std::string html;                // empty = text alone
  std::string unsubscribe_url{};   // RFC 2369 List-Unsubscribe; over https also one-click (RFC 8058)
  std::string id;                  // Message-ID without <>: "0192…@ocop.example.vn"; the same for each attempt
  Instant date;
};
inline constexpr std::size_t kMaxSubject = 200;           // bytes before encoding: what a phone shows is 40 letters
inline constexpr std::size_t kMaxUrl = 500;

// The bytes that go out: CRLF line ends, every header line in ASCII and at most 998 bytes (RFC 5322 §2.1.1), Vietnamese as encoded words.
// Headers: From, To, Subject, Date, Message-ID, Auto-Submitted (RFC 3834: no holiday answers), List-Unsubscribe(-Post), MIME-Version,
// Content-Type. Error: invalid_input when an address, the id or the URL is not what it must be.
Result<std::string> write(const Letter& letter);

}  // namespace ocop::mail
