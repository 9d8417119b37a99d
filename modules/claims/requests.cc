#include "modules/claims/requests.h"

#include "modules/claims/messages.h"
#include "modules/claims/rules.h"

namespace ocop::claims {

const input::Declaration<UseCode>& use_code() {
  constexpr std::int64_t kMostCode = 30;   // twelve signs, with gaps
  static const input::Declaration<UseCode> fields{
      input::line("code", &UseCode::code,
                  {.label = msg::code, .hint = msg::code_hint, .missing = msg::code_missing, .most = kMostCode, .autocomplete = "off"})};
  return fields;
}

const input::Declaration<InWords>& in_words() {
  static const input::Declaration<InWords> fields{
      input::paragraph("words", &InWords::words,
                       {.label = msg::words, .hint = msg::words_hint, .missing = msg::words_missing, .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<Accept>& accept_fields() {
  static const input::Declaration<Accept> fields{input::version(&Accept::version)};
  return fields;
}

const input::Declaration<Refuse>& refuse_fields() {
  static const input::Declaration<Refuse> fields{
      input::version(&Refuse::version),
      input::paragraph("answer", &Refuse::answer,
                       {.label = msg::answer, .hint = msg::answer_hint, .missing = msg::answer_missing, .most = rules::kWordsLimit})};
  return fields;
}

}  // namespace ocop::claims
