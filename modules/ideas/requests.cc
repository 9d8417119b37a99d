#include "modules/ideas/requests.h"

#include "modules/ideas/messages.h"

namespace ocop::ideas {

using input::Need;

const input::Declaration<Facts>& facts() {
  constexpr std::int64_t kSetCode = 20;   // "QD1048-2019" style codes and their numbers
  static const input::Declaration<Facts> fields{
      input::choice("kind", &Facts::kind, kKinds, {.label = msg::kind, .missing = msg::kind_missing}),
      input::line("name", &Facts::name,
                  {.label = msg::idea_name, .hint = msg::idea_name_hint, .missing = msg::name_missing, .most = kNameLimit}),
      input::id("producer", &Facts::producer, {.label = msg::producer, .need = Need::optional, .wrong = msg::producer_elsewhere}),
      input::line("maker", &Facts::maker, {.label = msg::maker, .hint = msg::maker_hint, .need = Need::optional, .most = kNameLimit}),
      input::line("material", &Facts::material,
                  {.label = msg::material, .hint = msg::material_hint, .need = Need::optional, .most = kNameLimit}),
      input::paragraph("knowledge", &Facts::knowledge,
                       {.label = msg::knowledge, .hint = msg::knowledge_hint, .need = Need::optional, .most = kWordsLimit}),
      input::line("product_set", &Facts::product_set,
                  {.label = msg::product_set, .hint = msg::product_set_hint, .need = Need::optional, .most = kSetCode}),
      input::date("target", &Facts::target, {.label = msg::target, .hint = msg::target_hint, .need = Need::optional}),
      input::line("mentor", &Facts::mentor, {.label = msg::mentor, .hint = msg::mentor_hint, .need = Need::optional}),
      input::line("sample", &Facts::sample, {.label = msg::sample, .hint = msg::sample_hint, .need = Need::optional})};
  return fields;
}

const input::Declaration<EnterIdea>& enter_idea() {
  constexpr std::int64_t kCommuneCode = 5;
  static const input::Declaration<EnterIdea> fields{
      facts(), {input::line("commune", &EnterIdea::commune,
                            {.label = msg::commune, .need = Need::optional, .needed = msg::commune_needed, .most = kCommuneCode,
                             .about = "code of the unit, for an officer of several"})}};
  return fields;
}

const input::Declaration<ChangeIdea>& change_idea() {
  static const input::Declaration<ChangeIdea> fields{facts(), {input::version(&ChangeIdea::version)}};
  return fields;
}

const input::Declaration<Version>& version_fields() {
  static const input::Declaration<Version> fields{input::version(&Version::version)};
  return fields;
}

const input::Declaration<NameProduct>& name_product() {
  static const input::Declaration<NameProduct> fields{
      input::version(&NameProduct::version),
      input::id("product", &NameProduct::product,
                {.label = msg::which_product, .hint = msg::which_product_hint, .need = Need::optional, .wrong = msg::product_unknown})};
  return fields;
}

const input::Declaration<GiveUp>& give_up() {
  static const input::Declaration<GiveUp> fields{
      input::version(&GiveUp::version),
      input::choice("ground", &GiveUp::ground, kGrounds, {.label = msg::ground, .missing = msg::ground_missing})};
  return fields;
}

const input::Declaration<AddStep>& add_step() {
  static const input::Declaration<AddStep> fields{
      input::version(&AddStep::version),
      input::line("words", &AddStep::words, {.label = msg::step_words, .hint = msg::step_words_hint, .missing = msg::step_missing}),
      input::date("due", &AddStep::due, {.label = msg::step_due, .missing = msg::step_due_missing})};
  return fields;
}

}  // namespace ocop::ideas
