#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/mail/mail.h"
#include "modules/notices/notices.h"

// The letters that notices send, in the reader's language, as text and as HTML. Pure.
namespace ocop::notices {

struct Line { std::string sentence, url; };               // what happened, and where it is shown
struct Around { std::string settings_url, stop_url; };     // at the foot of each letter

mail::Mail confirmation_letter(const mail::Mailbox& to, std::string_view link, Instant expires, Language language, std::string about);
mail::Mail letter_out(const LetterOut& letter);
mail::Mail notice_letter(const mail::Mailbox& to, const Line& line, const Around& around, Language language, std::string about);
// `more`: how many did not fit; they are on the page.
mail::Mail digest_letter(const mail::Mailbox& to, const std::vector<Line>& lines, std::int64_t more, const Line& page, const Around& around,
                         Language language, std::string about);

}  // namespace ocop::notices
