#include "modules/evaluation/pages_parts.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/marks/marks.h"

// Addresses, form readers, words and the small pieces of the pages. The rail is in pages_rail.cc, the 409 page in pages_conflict.cc.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

std::string dossier_path(DossierId id, std::string_view rest) { return "/dossiers/" + id.text() + std::string(rest); }
std::string criterion_path(DossierId id, std::string_view code) { return dossier_path(id, "/criteria/" + http::percent_encode(code)); }
std::string criterion_anchor(std::string_view code) { return "c-" + std::string(code); }

bool wants_fragment(const http::Request& request) { return request.is_htmx() || request.header("x-fragment") == "rail"; }

std::string option_hint(const rulebooks::Option& option, Language language) {
  const std::string points = points_words(option.points, language);
  if (option.min_star == 0) return points;
  return format(msg::needed_for_star, language, {points, std::to_string(option.min_star)});
}

std::string deadline_words(const rules::Deadline& deadline, Language language) {
  const std::string day = deadline.on.show(language);
  const int left = deadline.working_days_left;
  const std::string shown = std::to_string(left < 0 ? -left : left);
  std::string out;
  if (left == 0) out = format(msg::days_today, language, {day});
  else if (left > 0) out = format(left == 1 ? msg::days_left_one : msg::days_left_many, language, {shown, day});
  else out = format(left == -1 ? msg::days_over_one : msg::days_over_many, language, {shown, day});
  return deadline.provisional ? format(msg::days_provisional, language, {out}) : out;
}

std::string seat_words(int seat, const std::string& name, Language language) {
  if (seat == kReportSeat) return std::string(translate(msg::positions_report_sheet, language));
  return name.empty() ? format(msg::member_number, language, {std::to_string(seat)}) : name;
}

std::string option_words(const rulebooks::Criterion& criterion, int option, Language language) {
  if (option < 1 || static_cast<std::size_t>(option) > criterion.options.size()) return std::string(translate(msg::none_applies, language));
  const rulebooks::Option& found = criterion.options[static_cast<std::size_t>(option) - 1];
  return found.label.in(language) + " (" + points_words(found.points, language) + ")";
}

const rulebooks::Option* chosen(const rulebooks::Criterion& criterion, const Answer* answer) {
  if (!answer || answer->option < 1 || static_cast<std::size_t>(answer->option) > criterion.options.size()) return nullptr;
  return &criterion.options[static_cast<std::size_t>(answer->option) - 1];
}

web::PageOptions options(std::string title, const rulebooks::Table& table, web::Width width) {
  web::PageOptions out;
  out.title = std::move(title);
  out.width = width;
  out.frame = web::Frame::task;
  out.motif = &marks::motif_of_group(table.group.code);
  return out;
}

void head(Html& out, const Dossier& dossier, std::string_view here) {
  const Language language = out.language();
  const std::string name = format(msg::crumb_dossier, language, {dossier.number});
  std::vector<web::Crumb> crumbs{{std::string(translate(msg::crumb_work, language)), "/work"}};
  if (here.empty()) {
    crumbs.push_back({name, ""});
  } else {
    crumbs.push_back({name, dossier_path(dossier.id)});
    crumbs.push_back({std::string(here), ""});
  }
  web::crumbs(out, crumbs);
}

void decided(Html& out, const Context& context, const http::Request& request, const Dossier& dossier) {
  for (const Panel& panel : context.offers.all<Panel>())
    if (dossier.state == State::decided || (panel.when == Panel::When::handed_in && dossier.submitted_at)) panel.show(out, dossier.id);
  reader_panels(out, context, request, dossier);
}

void reader_panels(Html& out, const Context& context, const http::Request& request, const Dossier& dossier) {
  for (const ReaderPanel& panel : context.offers.all<ReaderPanel>())
    if (dossier.state == State::decided || (panel.when == Panel::When::handed_in && dossier.submitted_at))
      panel.show(out, request, dossier.id);
}

void own_panels(Html& out, const Context& context, const DossierView& view) {
  if (!view.relation.is(rules::Capacity::producer)) return;
  for (const OwnPanel& panel : context.offers.all<OwnPanel>()) panel.show(out, view.dossier.id);
}

void progress(Html& out, const Dossier& dossier) {
  if (dossier.level() == Level::centre) return centre_progress(out, dossier);
  const auto day = [&](const std::optional<Instant>& at) { return at ? vietnam_date(*at).show(out.language()) : std::string(); };
  const std::array<Message, 6> labels{msg::step_draft,   msg::step_submitted, msg::step_forwarded,
                                      msg::step_scoring, msg::step_closed,    msg::step_decided};
  // A draft that was sent back keeps its old date of submission; it is not shown as reached.
  const bool draft = dossier.state == State::draft;
  const std::array<std::string, 6> notes{day(dossier.opened_at),    draft ? "" : day(dossier.submitted_at), day(dossier.forwarded_at),
                                         day(dossier.scoring_at),   day(dossier.closed_at), day(dossier.decided_at)};
  const evaluation::Request* asked = dossier.open_request();
  std::vector<web::Step> steps;
  // A state is named after what was done last: the step at hand is the next one, but while the producer assesses and the council scores.
  const int reached = static_cast<int>(dossier.state);
  const int now = dossier.state == State::draft || dossier.state == State::scoring ? reached : reached + 1;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    const auto state = i == now ? web::StepState::now : i <= reached ? web::StepState::done : web::StepState::later;
    std::string note = notes[static_cast<std::size_t>(i)];
    if (asked && state == web::StepState::now)
      note = format(msg::step_waits_for_completion, out.language(), {vietnam_date(asked->asked_at).show(out.language())});
    steps.push_back({labels[static_cast<std::size_t>(i)], state, std::move(note)});
  }
  web::steps(out, steps);
}

void record(Html& out, const Context& context, const DossierView& view) {
  const Language language = out.language();
  const Dossier& dossier = view.dossier;
  std::vector<web::Fact> facts{
      {msg::fact_number, dossier.number},
      {msg::fact_kind, std::string(translate(label(dossier.kind), language))},
      {msg::fact_product, dossier.product_name, "/products/" + dossier.product.text()},
      {msg::fact_producer, std::string(view.producer.name_in(language)), "/producers/" + dossier.producer.text()},
      {msg::fact_place,
       context.service.parts().places.show(dossier.sent_by.empty() ? dossier.province : dossier.sent_by, dossier.commune, language)},
      {msg::fact_table, view.table->name.in(language), "/rulebooks/" + dossier.rulebook + "/" + dossier.product_set},
  };
  if (dossier.level() == Level::centre) return centre_record(out, view, std::move(facts));
  if (dossier.state != State::draft && dossier.submitted_at)
    facts.push_back({msg::fact_submitted, show(*dossier.submitted_at, language)});
  if (dossier.forwarded_at) facts.push_back({msg::fact_forwarded, show(*dossier.forwarded_at, language)});
  if (dossier.closed_at) facts.push_back({msg::fact_closed, show(*dossier.closed_at, language)});
  if (view.deadline) facts.push_back({msg::fact_deadline, deadline_words(*view.deadline, language)});
  web::open_record(out, msg::record_heading);
  web::facts(out, facts);
  web::close_record(out, format(msg::record_source, language, {view.rulebook->decision}));
}

void open_saving_form(Html& out, const http::Request& request, std::string_view action, web::Markup attributes) {
  const std::string url = web::link(request, action);
  out << "<form method=\"post\" novalidate action=\""_h << url << "\" data-save=\""_h << url << "\" "_h << attributes
      << "><input type=\"hidden\" name=\"_csrf\" value=\""_h << request.csrf_token.view() << "\">"_h;
}

void hidden(Html& out, std::string_view name, std::string_view value) {
  out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
}

void options_field(Html& out, const web::Form& form, const rulebooks::Criterion& criterion, std::string name, Message label,
                   std::optional<int> ticked) {
  std::vector<web::Option> options;
  bool has_zero = false;
  for (std::size_t i = 0; i < criterion.options.size(); ++i) {
    const rulebooks::Option& option = criterion.options[i];
    has_zero = has_zero || option.points == 0;
    std::string words = option.label.in(out.language());
    if (const auto found = criterion.cases.find(option.case_code); found != criterion.cases.end())
      words = found->second.in(out.language()) + ": " + words;
    options.push_back({std::to_string(i + 1), std::move(words), option_hint(option, out.language())});
  }
  if (!has_zero || ticked == rulebooks::kUnticked)
    options.push_back({"0", std::string(translate(msg::none_applies, out.language())), points_words(0, out.language())});
  web::Field field;
  field.name = std::move(name);
  field.label = label;
  if (ticked) field.value = std::to_string(*ticked);
  web::radio_cards(out, form, field, options);
}

void criterion_rules(Html& out, const rulebooks::Criterion& criterion) {
  for (const rulebooks::Text& text : criterion.requirements) out << "<p class=\"required\">"_h << text.in(out.language()) << "</p>"_h;
  if (criterion.condition) out << "<p class=\"small\">"_h << criterion.condition->in(out.language()) << "</p>"_h;
  for (const rulebooks::Text& text : criterion.notes) out << "<p class=\"small\">"_h << text.in(out.language()) << "</p>"_h;
  for (const rulebooks::Text& text : criterion.knockouts) out << "<p class=\"rejected\">"_h << text.in(out.language()) << "</p>"_h;
}

void paper_list(Html& out, const Dossier& dossier, std::span<const producers::Paper> papers) {
  if (papers.empty()) {
    out << "<p class=\"small\">"_h << msg::papers_none << "</p>"_h;
    return;
  }
  out << "<ul class=\"papers\">"_h;
  for (const producers::Paper& paper : papers) {
    const std::string title = paper.title.empty() ? std::string(translate(producers::label(paper.kind), out.language())) : paper.title;
    out << "<li>"_h;
    if (paper.file_name.empty()) out << title;
    else
      out << "<a href=\""_h << web::link(out.language(), dossier_path(dossier.id, "/papers/" + paper.id.text())) << "\">"_h << title
          << "</a>"_h;
    std::string kind(translate(producers::label(paper.kind), out.language()));
    if (paper.expires) kind = format(msg::paper_expires, out.language(), {kind, paper.expires->show(out.language())});
    out << " <span class=\"small\">"_h << kind << "</span></li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace ocop::evaluation::pages
