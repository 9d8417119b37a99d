#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "modules/evaluation/forms.h"

// A dossier bound into one PDF: cover, contents, forms 01, 02 and 03, requests for completion with their answers, and the proof under its
// numbers. Article 7.1: "Hồ sơ do chủ thể OCOP cung cấp trên hệ thống phần mềm có giá trị pháp lý như hồ sơ giấy."
//
// What is in it is what the binder has, and so what its reader may see. A paper that cannot be bound (a password, damage, a limit) is a
// page that says so, with its digest; it never keeps the others from being bound. The same binder bound twice on one day gives the same
// bytes. Slow (milliseconds a page): on a worker. Thread-safe.
namespace ocop::evaluation {

struct BindTools {
  // The bytes of a paper. An error is said on the paper's page.
  std::function<Result<std::string>(const producers::Paper& paper)> file;
  // An upright JPEG of a PNG: drawn in a process of its own (kernel/images). An error is said on the paper's page.
  std::function<Result<std::string>(std::string_view png)> jpeg;
  const print::PdfFonts& fonts;
  std::string address;                  // of the dossier's page, where whoever may read it checks: "https://…/dossiers/…"
};

struct BindLimits {
  // Pages of proof. Sixty papers of ten pages are 600; a lever file holds 500 sheets, which is 1,000 pages.
  std::size_t pages = 1'000;
  // Bytes of proof. Sixty papers of 3 MB are 180 MB; with the file that is made of them 440 MB are in memory.
  std::size_t bytes = std::size_t{200} << 20;
  // PNG that are drawn: about a second each, of workers for which the pictures of products wait as well.
  std::size_t drawn = 12;
};

// internal: fonts are missing. Whatever a paper holds is no error.
Result<std::string> bind(const BinderFacts& facts, const BindTools& tools, const BindLimits& limits = {});

}  // namespace ocop::evaluation
