#include "modules/ladders/paper.h"

#include "kernel/i18n/translate.h"
#include "modules/items/items.h"
#include "modules/ladders/messages.h"
#include "modules/ladders/pages.h"

namespace ocop::ladders {
namespace {

using documents::bold;
using documents::plain;
using documents::TableRow;
using print::Align;

constexpr Language kLanguage = Language::vi;   // a paper for a Vietnamese house and its office

std::string said(const Message& message) { return in(message, kLanguage); }

documents::Table steps_of(const View& view, const Followed& followed) {
  documents::Table out{.widths = {0.6, 4.2, 4.2, 1.2, 2.2, 1.2, 2, 2},
                       .header = {{{{bold("TT")}}, {{bold(said(msg::column_criterion))}}, {{bold(said(msg::column_to))}},
                                   {{bold(said(msg::column_points))}, Align::right}, {{bold(said(msg::column_money))}, Align::right},
                                   {{bold(said(msg::column_stars))}, Align::right}, {{bold(said(msg::column_due))}},
                                   {{bold(said(msg::column_support))}}}},
                       .rows = {},
                       .points = 9};
  for (std::size_t i = 0; i < followed.plan.steps.size(); ++i) {
    const Step& step = followed.plan.steps[i];
    const std::string mark = followed.steps[i] == Standing::done ? " (" + said(msg::standing_done) + ")" : "";
    out.rows.push_back({{{plain(std::to_string(i + 1))}},
                        {{plain(criterion_label(*view.table, step.criterion, kLanguage))}},
                        {{plain(option_label(*view.table, step.criterion, step.to, kLanguage) + mark)}},
                        {{plain(std::to_string(step.total))}, Align::right},
                        {{plain(price_words(step.price, kLanguage))}, Align::right},
                        {{plain(std::to_string(step.stars))}, Align::right},
                        {{plain(step.due.show(kLanguage))}},
                        {{plain("……………")}}});
  }
  return out;
}

}  // namespace

Result<std::string> plan_pdf(const View& view, Instant now, const print::PdfFonts& fonts) {
  if (!view.plan) return Error::of(ErrorKind::not_found, "no plan of dossier " + view.own.dossier.text());
  const Plan& plan = view.plan->plan;
  documents::Document paper{.title = said(msg::paper_title), .author = {}, .subject = view.own.product_name, .created = now,
                            .foot = view.own.number};
  rulebooks::Price sum;
  for (const Step& step : plan.steps) {
    sum.money += step.price.money;
    sum.months += step.price.months;
  }
  const std::string owner = plan.owner.empty() ? "…………………………………" : plan.owner;
  paper.blocks = {documents::Heading{1, said(msg::paper_title), Align::centre},
                  documents::Paragraph{{bold(view.own.product_name)}, Align::centre},
                  documents::Paragraph{{plain(format(msg::paper_from, kLanguage,
                                                     {plan.number, view.table->name.vi, view.rulebook->decision,
                                                      std::to_string(plan.points), std::to_string(plan.reached),
                                                      std::to_string(plan.target)}))}},
                  documents::Paragraph{{plain(format(msg::paper_owner, kLanguage, {owner, plan.starts.show(kLanguage)}))}},
                  steps_of(view, *view.plan),
                  documents::Paragraph{{bold(format(msg::paper_sum, kLanguage, {items::show_money(sum.money, kLanguage),
                                                                               std::to_string(sum.months)}))}},
                  documents::Paragraph{{plain(estimate_words(kLanguage))}},
                  documents::Paragraph{{plain(said(msg::support_unknown))}},
                  documents::Space{8},
                  documents::Columns{{{1, {documents::Paragraph{{bold(said(msg::paper_maker))}, Align::centre}}},
                                      {1, {documents::Paragraph{{bold(said(msg::owner))}, Align::centre}}}}}};
  return documents::to_pdf(paper, fonts);
}

}  // namespace ocop::ladders
