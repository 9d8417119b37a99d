#pragma once
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/service.h"

// What several pages of the module share. Inner header.
namespace ocop::certificates {

std::string decision_path(DossierId dossier);
std::string points(const evaluation::ClosedDossier& dossier, Language language);
std::string result_words(const evaluation::ClosedDossier& dossier, Language language);   // "4 sao", or that it was knocked out
std::string log_path(std::int64_t index);                 // the page of the log that shows the entry
// A withdrawal's decision, its ground, and the entry of the log that says so.
void add_withdrawal(std::vector<web::Fact>& facts, const Withdrawal& withdrawal, Language language);
// The facts of a certificate as an official record with its source line; `more` follows them.
void write_record(web::Html& out, const Certificate& certificate, const std::optional<Withdrawal>& withdrawal,
                  std::span<const web::Fact> more = {});
// Where a recognition stands between its end and its renewal: which days articles 7.6a and 12.3 give, and that nothing is promised after
// them. Nothing of what has lapsed, was withdrawn or replaced.
void write_life(web::Html& out, const LifeView& life);
// On the dossier of a renewal that waits: whether it came in time, and how long the recognition goes on.
void write_renewal(web::Html& out, const Service::RenewalView& view, Date today);
// The day that a row of stars is shown with: none of one that was replaced, whose printed term no longer matters.
std::optional<Date> shown_until(const Certificate& certificate);
// What was decided on a dossier, with the certificate that was issued and whether it still stands.
void write_decision(web::Html& out, const DecisionView& view);
void add_decision_pages(http::Router& router, Service& service, const web::Site& site);
void add_verify_pages(http::Router& router, Service& service, const web::Site& site);
// The log for machines (C2SP tlog-tiles: /checkpoint, /tile/…) and for people (/log), and its key (/log/key).
void add_log_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::certificates
