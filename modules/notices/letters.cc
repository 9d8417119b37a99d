#include "modules/notices/letters.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/html.h"
#include "modules/notices/messages.h"

namespace ocop::notices {
namespace {

using web::Html;
using web::operator""_h;

// Plain paragraphs: mail programs keep little of a style, and readers with their own fonts are served best by none.
class Letter {
 public:
  explicit Letter(Language language) : language_(language), html_(language) { html_ << "<!doctype html><html><body>"_h; }

  void say(std::string_view sentence) {
    text_ += std::string(sentence) + "\n\n";
    html_ << "<p>"_h << sentence << "</p>"_h;
  }
  void link(const Message& words, std::string_view url) {
    text_ += std::string(translate(words, language_)) + ":\n" + std::string(url) + "\n\n";
    html_ << "<p><a href=\""_h << url << "\">"_h << words << "</a></p>"_h;
  }
  void item(const Line& line) {
    text_ += "- " + line.sentence + "\n  " + line.url + "\n\n";
    html_ << "<p><a href=\""_h << line.url << "\">"_h << line.sentence << "</a></p>"_h;
  }
  void end(const Around& around) {
    text_ += "-- \n" + std::string(translate(msg::letter_why, language_)) + "\n";
    text_ += std::string(translate(msg::letter_settings, language_)) + ": " + around.settings_url + "\n";
    if (!around.stop_url.empty()) text_ += std::string(translate(msg::letter_stop, language_)) + ": " + around.stop_url + "\n";
    html_ << "<hr><p>"_h << msg::letter_why << "<br><a href=\""_h << around.settings_url << "\">"_h << msg::letter_settings << "</a>"_h;
    if (!around.stop_url.empty()) html_ << " · <a href=\""_h << around.stop_url << "\">"_h << msg::letter_stop << "</a>"_h;
    html_ << "</p>"_h;
  }
  mail::Mail seal(const mail::Mailbox& to, std::string subject, std::string stop_url, std::string about) {
    html_ << "</body></html>"_h;
    return {.to = to,
            .subject = std::move(subject),
            .text = std::move(text_),
            .html = html_.take(),
            .unsubscribe_url = std::move(stop_url),
            .about = std::move(about)};
  }

 private:
  Language language_;
  std::string text_;
  Html html_;
};

}  // namespace

mail::Mail confirmation_letter(const mail::Mailbox& to, std::string_view link, Instant expires, Language language, std::string about) {
  Letter letter(language);
  letter.say(format(msg::letter_hello, language, {to.name}));
  letter.say(translate(msg::confirm_letter_text, language));
  letter.link(msg::confirm_letter_act, link);
  letter.say(format(msg::confirm_letter_until, language, {show(expires, language)}));
  return letter.seal(to, std::string(translate(msg::confirm_letter_subject, language)), {}, std::move(about));
}

mail::Mail letter_out(const LetterOut& out) {
  Letter letter(out.language);
  for (const std::string& paragraph : out.before) letter.say(paragraph);
  letter.link(out.open, out.url);
  for (const std::string& paragraph : out.after) letter.say(paragraph);
  return letter.seal({{}, out.address}, out.subject, {}, out.about);
}

mail::Mail notice_letter(const mail::Mailbox& to, const Line& line, const Around& around, Language language, std::string about) {
  Letter letter(language);
  letter.say(format(msg::letter_hello, language, {to.name}));
  letter.say(line.sentence);
  letter.link(msg::letter_open, line.url);
  letter.end(around);
  return letter.seal(to, line.sentence, around.stop_url, std::move(about));
}

mail::Mail digest_letter(const mail::Mailbox& to, const std::vector<Line>& lines, std::int64_t more, const Line& page, const Around& around,
                         Language language, std::string about) {
  Letter letter(language);
  const std::string number = std::to_string(static_cast<std::int64_t>(lines.size()) + more);
  const std::string subject =
      format(lines.size() + static_cast<std::size_t>(more) == 1 ? msg::digest_subject_one : msg::digest_subject, language, {number});
  letter.say(format(msg::letter_hello, language, {to.name}));
  for (const Line& line : lines) letter.item(line);
  if (more > 0) letter.say(format(msg::digest_more, language, {std::to_string(more)}));
  letter.link(msg::digest_page, page.url);
  letter.end(around);
  return letter.seal(to, subject, around.stop_url, std::move(about));
}

}  // namespace ocop::notices
