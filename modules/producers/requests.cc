#include "modules/producers/requests.h"

#include "modules/producers/messages.h"
#include "modules/producers/rules.h"

namespace ocop::producers {

using input::Need;

const input::Declaration<Story>& story_fields() {
  static const input::Declaration<Story> fields{
      input::version(&Story::version),
      input::line("name_en", &Story::name_en, {.label = msg::name_en, .need = Need::optional, .most = rules::kNameLimit}),
      input::paragraph("story", &Story::story,
                       {.label = msg::story_vi, .hint = msg::story_hint, .need = Need::optional, .most = rules::kStoryLimit}),
      input::paragraph("story_en", &Story::story_en, {.label = msg::story_en, .need = Need::optional, .most = rules::kStoryLimit})};
  return fields;
}

const input::Declaration<PaperForm>& paper_form() {
  static const input::Declaration<PaperForm> fields{
      input::choice("kind", &PaperForm::kind, kPaperKinds, {.label = msg::paper_kind, .missing = msg::wrong_kind}),
      input::line("title", &PaperForm::title, {.label = msg::title, .missing = msg::wrong_title, .most = rules::kTitleLimit}),
      input::line("issuer", &PaperForm::issuer, {.label = msg::issuer, .need = Need::optional, .most = rules::kTitleLimit}),
      input::line("number", &PaperForm::number, {.label = msg::number, .need = Need::optional, .most = rules::kTitleLimit}),
      input::date("issued", &PaperForm::issued,
                  {.label = msg::issued, .hint = msg::date_hint, .need = Need::optional, .wrong = msg::wrong_date}),
      input::date("expires", &PaperForm::expires,
                  {.label = msg::expires, .hint = msg::date_hint, .need = Need::optional, .wrong = msg::wrong_date}),
      input::file("file", &PaperForm::file,
                  {.label = msg::file, .hint = msg::file_optional, .need = Need::optional, .most = rules::kFileLimit})};
  return fields;
}

const input::Declaration<MergeInto>& merge_into() {
  static const input::Declaration<MergeInto> fields{
      input::version(&MergeInto::version),
      input::id("into", &MergeInto::into, {.label = msg::merge_into_label, .missing = msg::merge_unknown, .wrong = msg::merge_unknown})};
  return fields;
}

const input::Declaration<MergeSearch>& merge_search() {
  static const input::Declaration<MergeSearch> fields{
      input::line("q", &MergeSearch::words, {.label = msg::name_words, .need = Need::optional, .most = rules::kNameLimit})};
  return fields;
}

}  // namespace ocop::producers
