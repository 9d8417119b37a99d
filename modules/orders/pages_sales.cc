#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/orders/messages.h"
#include "modules/orders/pages.h"
#include "modules/orders/parts.h"
#include "modules/orders/requests.h"

// What was sold, by month, with its files; and the cash that carriers have not brought yet.
namespace ocop::orders {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

struct SalesPages {
  const Service& service;
  const web::Site& site;

  Result<Response> months(const Call<>& call, ProducerId id) const {
    OCOP_TRY(months, service.months(call.actor, id));
    return makers_page(site, call, months.producer, in(msg::sales_title, call.language()), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::sales_lead << "</p>"_h;
      table(out, call.request, months);
    });
  }
  Result<Response> csv(const Call<SalesOf>& call, ProducerId id) const {
    OCOP_TRY(sales, service.sales(call.actor, id, call.input.month));
    return file(sales_csv(sales.lines, call.language()), "text/csv; charset=utf-8", sales.month, ".csv");
  }
  Result<Response> xlsx(const Call<SalesOf>& call, ProducerId id) const {
    OCOP_TRY(sales, service.sales(call.actor, id, call.input.month));
    OCOP_TRY(bytes, sales_xlsx(sales.lines, sales.month, call.language(), service.now()));
    return file(std::move(bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sales.month, ".xlsx");
  }

 private:
  static Response file(std::string bytes, std::string type, const Month& month, std::string_view end) {
    const std::string name = "sales-" + month.text() + std::string(end);
    return Response::file(std::move(bytes), std::move(type), name).with("Cache-Control", "private, no-store");
  }

  static void table(Html& out, const http::Request& request, const Service::Months& months) {
    const web::Table table{.caption = msg::sales_title,
                           .columns = {{"month", msg::month}, {"orders", msg::sold_orders, true}, {"sold", msg::sold_money, true},
                                       {"returns", msg::sold_returns, true}, {"returned", msg::sold_returned, true},
                                       {"net", msg::sold_net, true}, {"files", msg::sold_files}},
                           .captioned = web::Table::Caption::heard};
    const std::string path = sales_path(months.producer.id);
    web::table(out, request, table, [&](Html& rows) {
      for (const MonthSum& one : months.months) {
        const Language language = rows.language();
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], one.month.show(language), {}, web::Cell::heading);
        web::text_cell(rows, table.columns[1], std::to_string(one.orders));
        web::text_cell(rows, table.columns[2], items::show_money(one.sold, language));
        web::text_cell(rows, table.columns[3], std::to_string(one.returns));
        web::text_cell(rows, table.columns[4], items::show_money(one.returned, language));
        web::text_cell(rows, table.columns[5], items::show_money(one.net(), language));
        web::open_cell(rows, table.columns[6]);
        files(rows, request, path, one);
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }

  static void files(Html& out, const http::Request& request, const std::string& path, const MonthSum& sum) {
    if (sum.orders + sum.returns == 0) return;
    for (const std::string_view end : {"csv", "xlsx"}) {
      const std::string href = path + "." + std::string(end) + "?month=" + sum.month.text();
      out << "<a href=\""_h << web::link(request, href) << "\">"_h << text::upper(end) << " <span class=\"unseen\">"_h
          << sum.month.show(out.language()) << "</span></a> "_h;
    }
  }
};

// By age: a table, and bars that say the same.
void ages(Html& out, const http::Request& request, const std::vector<Age>& all) {
  const web::Table table{.caption = msg::parcels_title,
                         .columns = {{"days", msg::age_days}, {"parcels", msg::age_parcels, true}, {"money", msg::age_money, true}},
                         .captioned = web::Table::Caption::heard};
  const auto row = [&](Html& rows, const std::string& what, std::int64_t parcels, std::int64_t money) {
    web::open_row(rows);
    web::value_cell(rows, table.columns[0], what, {}, web::Cell::heading);
    web::text_cell(rows, table.columns[1], std::to_string(parcels));
    web::text_cell(rows, table.columns[2], items::show_money(money, rows.language()));
    web::close_row(rows);
  };
  Age sum;
  for (const Age& one : all) {
    sum.parcels += one.parcels;
    sum.money += one.money;
  }
  web::table(out, request, table, [&](Html& rows) {
    for (const Age& one : all) row(rows, one.text(), one.parcels, one.money);
    row(rows, in(msg::age_all, rows.language()), sum.parcels, sum.money);
  });
  for (const Age& one : all)
    web::bar(out, static_cast<double>(one.money), static_cast<double>(sum.money),
             format(msg::age_bar, out.language(),
                    {one.text(), std::to_string(one.parcels), items::show_money(one.money, out.language())}));
}

void each_parcel(Html& out, const http::Request& request, const Service::Parcels& parcels) {
  const web::Table table{.caption = msg::outstanding_parcels,
                         .columns = {{"number", msg::column_number}, {"carrier", msg::carrier}, {"tracking", msg::tracking},
                                     {"days", msg::age_days, true}, {"money", msg::age_money, true}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const Outstanding& one : parcels.outstanding) {
      web::open_row(rows);
      web::link_cell(rows, table.columns[0], one.number, web::link(request, path_of(parcels.producer.id) + "/" + one.number));
      web::text_cell(rows, table.columns[1], one.carrier);
      web::text_cell(rows, table.columns[2], one.tracking);
      web::text_cell(rows, table.columns[3], std::to_string(one.days(parcels.today)));
      web::text_cell(rows, table.columns[4], items::show_money(one.total, rows.language()));
      web::close_row(rows);
    }
  });
}

void refusal(Html& out, const Refusal& rate) {
  out << "<h2>"_h << msg::refusal_heading << "</h2><p>"_h;
  if (rate.sent == 0) out << msg::refusal_none;
  else
    out << format(msg::refusal_rate, out.language(),
                  {std::to_string(rate.came_back), std::to_string(rate.sent), std::to_string(rate.percent())});
  out << "</p>"_h;
}

struct ParcelPages {
  const Service& service;
  const web::Site& site;

  Result<Response> show(const Call<>& call, ProducerId id) const {
    OCOP_TRY(parcels, service.parcels(call.actor, id));
    return makers_page(site, call, parcels.producer, in(msg::parcels_title, call.language()), [&](Html& out) {
      if (parcels.outstanding.empty()) {
        web::empty_state(out, msg::parcels_none, msg::parcels_none_teach);
      } else {
        out << "<p class=\"lead\">"_h << msg::parcels_lead << "</p>"_h;
        ages(out, call.request, parcels.ages);
        each_parcel(out, call.request, parcels);
      }
      refusal(out, parcels.refusal);
    });
  }
};

}  // namespace

void add_sales_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const SalesPages>(SalesPages{service, site}))
      .get("/producers/{id}/orders/sales", kMaker, &SalesPages::months, "What a producer sold, by month")
      .get("/producers/{id}/orders/sales.csv", kMaker, sales_of(), &SalesPages::csv,
           "What a producer sold in a month, line by line, with what came back: CSV")
      .get("/producers/{id}/orders/sales.xlsx", kMaker, sales_of(), &SalesPages::xlsx,
           "What a producer sold in a month, line by line, with what came back: XLSX");
  http::Table(router, std::make_shared<const ParcelPages>(ParcelPages{service, site}))
      .get("/producers/{id}/orders/parcels", kMaker, &ParcelPages::show, "Cash that carriers have not brought a producer yet, by age");
}

}  // namespace ocop::orders
