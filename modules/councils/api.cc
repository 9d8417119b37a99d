#include "modules/councils/api.h"

#include <cmath>
#include <cstdio>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"

namespace ocop::councils {
namespace {

using http::Call;
using http::Response;

void write_mean(json::Writer& out, std::string_view key, const std::optional<Mean>& mean) {
  out.member(key);
  if (!mean) {
    out.null();
    return;
  }
  out.begin_object().field("mean", decimals(mean->value)).field("standard_error", decimals(mean->error)).field("n", mean->n).end_object();
}

Result<Response> report(const Service& service, const Call<>& call, std::string_view province) {
  OCOP_TRY(report, service.report(call.actor, province));
  return http::content(write_report, report).with("Cache-Control", "private, no-store");
}

}  // namespace

std::string decimals(double value) {
  constexpr double kHundredth = 100;
  const double rounded = std::round(value * kHundredth) / kHundredth;
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", rounded == 0 ? 0.0 : rounded);
  return text;
}

void write_report(json::Writer& out, const Report& report) {
  out.begin_object().field("province", report.province).field("fewest_common", kFewestCommon).field("fewest", kFewest);
  out.member("members").begin_array();
  for (const Member& one : report.members) {
    out.begin_object().field("account", one.account).field("name", one.name).field("n", one.n);
    write_mean(out, "difference", one.difference);
    out.end_object();
  }
  out.end_array().member("criteria").begin_array();
  for (const Criterion& one : report.criteria) {
    out.begin_object().field("product_set", one.product_set).field("criterion", one.code).field("n", one.n);
    out.field("range", decimals(one.range)).end_object();
  }
  out.end_array().member("rounds").begin_array();
  for (const Round& one : report.rounds) {
    out.begin_object().field("results_before", one.results_before).field("dossiers", one.dossiers);
    write_mean(out, "total", one.total);
    out.end_object();
  }
  out.end_array().end_object();
}

void add_api(http::Router& router, const Service& service) {
  http::Table(router, service)
      .get("/api/v1/councils/{province}", kReaders, report,
           "How a province's council members score beside each other; a member reads his own line alone");
}

}  // namespace ocop::councils
